// Why Sluice has nothing for a setting, in a sentence each. What is not here is told in general words.

import type { Part } from './part.ts';

const byField: ReadonlyMap<string, string> = new Map(
  Object.entries({
    access_log: 'Sluice writes no access log; the journey shows each request.',
    additional_addresses: 'Sluice has one address to listen to.',
    admin:
      'The admin interface of a download listens on 127.0.0.1 and has a port of its own, nothing else.',
    allow_precompiled: 'Sluice compiles every module itself, as Envoy does by default.',
    bootstrap_extensions: 'Sluice runs filters; what Envoy starts besides is left out.',
    circuit_breakers: 'Nothing is overloaded in Sluice: there are no circuit breakers.',
    cluster_type: 'Sluice has clusters of one host; the scenario says how it answers.',
    config_discovery: 'It comes from a control plane, which Sluice has not.',
    dns_lookup_family: 'Sluice resolves no names.',
    domains: 'Sluice’s virtual host takes requests for every name.',
    dynamic_resources: 'It comes from a control plane, which Sluice has not.',
    environment_variable: 'Sluice has no environment to take a module from: give it the file.',
    eds_cluster_config: 'It comes from a control plane, which Sluice has not.',
    filter_chain_match: 'Sluice has one filter chain, which takes every connection.',
    health_checks: 'Sluice checks no health: the scenario says how a host answers.',
    host_env_keys: 'Sluice has no environment to take variables from; give them as key_values.',
    http_uri: 'Sluice fetches no module: give it the file.',
    lb_endpoints: 'Sluice has clusters of one host; the scenario says how it answers.',
    layered_runtime: 'Sluice has no runtime flags.',
    listener_filters:
      'Sluice has no listener filters; addresses and TLS are attributes of a project.',
    match: 'Sluice’s routes match a prefix or a path, and headers with exact values.',
    nack_on_code_cache_miss: 'Sluice fetches no module: give it the file.',
    outlier_detection: 'Sluice ejects no host.',
    per_filter_config: 'Sluice has no settings of filters by route.',
    pipe: 'Sluice speaks over TCP; addresses are those of sockets.',
    rds: 'Routes come from a control plane, which Sluice has not.',
    redirect: 'In Sluice a redirect is a direct answer with its status.',
    request_headers_to_add: 'Only the filters change headers in Sluice.',
    request_headers_to_remove: 'Only the filters change headers in Sluice.',
    response_headers_to_add: 'Only the filters change headers in Sluice.',
    response_headers_to_remove: 'Only the filters change headers in Sluice.',
    retry_policy: 'Sluice asks the upstream once.',
    scoped_routes: 'Routes come from a control plane, which Sluice has not.',
    secrets: 'Sluice speaks without TLS and needs no secrets.',
    tracing: 'Sluice traces nothing to a collector.',
    transport_socket:
      'Sluice speaks without TLS; what TLS tells a filter are attributes of a project.',
    typed_filter_metadata: 'Filters do not see it.',
    type: 'Sluice has clusters of one host; the scenario says how it answers.',
    typed_per_filter_config: 'Sluice has no settings of filters by route.',
    use_remote_address: 'Addresses of clients are attributes of a project.',
    weighted_clusters: 'Sluice’s routes lead to one cluster; it takes the first.',
  }),
);

/** That of the setting, else that of what it is part of. */
export function reasonFor({ path }: Part): string {
  const names = path.match(/[A-Za-z_]\w*/g) ?? [];
  const reasons = names.map((name) => byField.get(snakeCase(name)));
  return reasons.findLast((reason) => reason !== undefined) ?? 'Sluice does not have this setting.';
}

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
