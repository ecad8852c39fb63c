// Addresses of host names, asked of Envoy's resolver; imported from "proxy-wasm/dns". Sluice does not resolve names.

export { DnsResponse, resolveDns } from './dns-calls';
