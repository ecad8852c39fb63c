// Fits an exported envoy.yaml to this machine: free ports on loopback, mock servers behind it. All else stays as exported.

import { type Document, isMap, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

export interface MovedPorts {
  listener: number;
  admin: number;
  /** By cluster name. */
  clusters: ReadonlyMap<string, number>;
}

const extensions = 'type.googleapis.com/envoy.extensions';
const listener = ['static_resources', 'listeners', 0];
const connectionManager = ['filter_chains', 0, 'filters', 0, 'typed_config'];

/** The same configuration on other ports. */
export function movePorts(text: string, ports: MovedPorts): string {
  return write(move(text, ports));
}

/**
 * As {@link movePorts}, with additions that no filter can see: the listener takes the client's and its own address
 * from a PROXY header, so that the filter sees the addresses of the scenario; an access log on standard error tells
 * Envoy's response code details; and histograms are brought up to date when they are asked for.
 */
export function movePortsAndListen(text: string, ports: MovedPorts): string {
  const document = move(text, ports);
  document.set('stats_flush_on_admin', true);
  document.setIn(
    [...listener, 'listener_filters'],
    document.createNode([
      {
        name: 'envoy.filters.listener.proxy_protocol',
        typed_config: { '@type': `${extensions}.filters.listener.proxy_protocol.v3.ProxyProtocol` },
      },
    ]),
  );
  document.setIn(
    [...listener, ...connectionManager, 'access_log'],
    document.createNode([
      {
        name: 'envoy.access_loggers.stderr',
        typed_config: {
          '@type': `${extensions}.access_loggers.stream.v3.StderrAccessLog`,
          log_format: {
            text_format_source: { inline_string: '!!access details=%RESPONSE_CODE_DETAILS%\n' },
          },
        },
      },
    ]),
  );
  return write(document);
}

function move(text: string, ports: MovedPorts): Document<YAMLMap> {
  const document = parseDocument<YAMLMap>(text, { version: '1.1' });
  setAddress(document, ['admin', 'address'], ports.admin);
  setAddress(document, [...listener, 'address'], ports.listener);
  const clusters = document.getIn(['static_resources', 'clusters']) as YAMLSeq;
  for (const [index, cluster] of clusters.items.entries()) {
    if (!isMap(cluster)) throw new Error('a cluster is not a map');
    const name = String(cluster.get('name'));
    const port = ports.clusters.get(name);
    if (port === undefined) throw new Error(`no mock server for the cluster ${name}`);
    const path = ['static_resources', 'clusters', index];
    document.setIn([...path, 'type'], 'STATIC');
    setAddress(
      document,
      [...path, 'load_assignment', 'endpoints', 0, 'lb_endpoints', 0, 'endpoint', 'address'],
      port,
    );
  }
  return document;
}

function write(document: Document<YAMLMap>): string {
  // Of JSON stays JSON, which YAML can read but not write: Envoy tells the two apart by the name of the file.
  if (document.contents?.flow === true) return JSON.stringify(document.toJS());
  return document.toString({ lineWidth: 0, directives: false });
}

function setAddress(document: Document, path: (string | number)[], port: number): void {
  const socketAddress = [...path, 'socket_address'];
  if (!document.hasIn(socketAddress)) throw new Error(`no address at ${path.join('.')}`);
  document.setIn([...socketAddress, 'address'], '127.0.0.1');
  document.setIn([...socketAddress, 'port_value'], port);
}
