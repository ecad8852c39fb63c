// The event that the collector gets.

import { log, property } from 'proxy-wasm';
import { quoteJson } from 'proxy-wasm/json';

export class Address {
  readonly port: u16;

  constructor(
    readonly ip: string = '',
    port: string = '0',
  ) {
    const value = parseInt(port);
    // What is no port (text, or too large a number) becomes 0.
    this.port = value >= 0 && value <= <f64>u16.MAX_VALUE ? <u16>value : 0;
  }
}

// The address of one side of the connection. An IPv6 address has more than one colon, and is not understood.
export function readAddress(side: string): Address {
  const address = property.getString([side, 'address']);
  const parts = address != null ? address.split(':') : [];
  if (parts.length == 2) return new Address(parts[0], parts[1]);
  log.error('invalid address');
  return new Address();
}

export class ApiEvent {
  contextId: u32 = 0;
  timestamp: u64 = 0;
  trafficSource: string = '';
  nodeName: string = '';
  requestHeaders: string[][] = [];
  requestBody: string = '';
  responseHeaders: string[][] = [];
  responseBody: string = '';
  source: Address = new Address();
  sourceName: string = '';
  sourceNamespace: string = '';
  destination: Address = new Address();
  protocol: string = '';

  toJson(): string {
    return `{"metadata":{"context_id":${this.contextId},"timestamp":${this.timestamp}`
      + `,"traffic_source_name":${quoteJson(this.trafficSource)},"traffic_source_version":""`
      + `,"node_name":${quoteJson(this.nodeName)}}`
      + `,"request":{"headers":${headersJson(this.requestHeaders)},"body":${quoteJson(this.requestBody)}}`
      + `,"response":{"headers":${headersJson(this.responseHeaders)},"body":${quoteJson(this.responseBody)}}`
      + `,"source":${endJson(this.source, this.sourceName, this.sourceNamespace)}`
      + `,"destination":${endJson(this.destination, '', '')}`
      + `,"protocol":${quoteJson(this.protocol)}}`;
  }
}

function endJson(address: Address, name: string, namespace: string): string {
  return `{"name":${quoteJson(name)},"namespace":${quoteJson(namespace)}`
    + `,"ip":${quoteJson(address.ip)},"port":${address.port}}`;
}

// An object: of headers with one name the last wins, and Envoy's own are left out.
function headersJson(pairs: string[][]): string {
  const values = new Map<string, string>();
  for (let i = 0; i < pairs.length; i++) {
    if (!pairs[i][0].startsWith('x-envoy')) values.set(pairs[i][0], pairs[i][1]);
  }
  const names = values.keys();
  const members: string[] = [];
  for (let i = 0; i < names.length; i++) members.push(quoteJson(names[i]) + ':' + quoteJson(values.get(names[i])));
  return '{' + members.join(',') + '}';
}
