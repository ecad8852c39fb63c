// The attributes that Envoy has for filters, by root, as a person would write them. Maps and messages have members besides.

/** `request.path` as `['request', 'path']`. */
export type AttributePath = string[];

const members: Readonly<Record<string, string>> = {
  request: `path url_path query host scheme method referer useragent id protocol headers headers_bytes size total_size time
    duration`,
  response:
    'code code_details grpc_status flags headers headers_bytes trailers size total_size backend_latency',
  source: 'address port',
  destination: 'address port',
  connection: `id mtls requested_server_name tls_version subject_local_certificate subject_peer_certificate
    dns_san_local_certificate dns_san_peer_certificate uri_san_local_certificate uri_san_peer_certificate
    sha256_peer_certificate_digest termination_details transport_failure_reason`,
  upstream: `address port local_address locality num_endpoints request_attempt_count transport_failure_reason
    cx_pool_ready_duration tls_version subject_local_certificate subject_peer_certificate dns_san_local_certificate
    dns_san_peer_certificate uri_san_local_certificate uri_san_peer_certificate sha256_peer_certificate_digest`,
  metadata: 'filter_metadata typed_filter_metadata',
  xds: `node cluster_name cluster_metadata route_name route_metadata virtual_host_name virtual_host_metadata
    listener_metadata listener_direction filter_chain_name upstream_host_metadata upstream_host_locality_metadata`,
};

/** What stands alone, without a root. */
const single = ['plugin_name', 'plugin_root_id', 'plugin_vm_id', 'connection_id'];

const ofNode = ['id', 'cluster', 'metadata', 'locality', 'user_agent_name', 'user_agent_version'];

export const attributePaths: readonly AttributePath[] = [
  ...Object.entries(members).flatMap(([root, names]) =>
    names
      .split(/\s+/)
      .flatMap((name) => [
        [root, name],
        ...(root === 'xds' && name === 'node' ? ofNode.map((part) => [root, name, part]) : []),
      ]),
  ),
  ...single.map((name) => [name]),
];
