// Walks all attributes, and all header maps and buffers with every call that takes one, and logs what each answers: one line per
// attribute, map or buffer. The calls are made without the SDK, so that statuses and sizes are those of the host.

import { log } from 'proxy-wasm';

// @ts-ignore: decorator
@external('env', 'proxy_get_property')
declare function get_property(path: usize, pathSize: usize, value: usize, valueSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_get_header_map_value')
declare function get_value(map: u32, key: usize, keySize: usize, value: usize, valueSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_get_header_map_pairs')
declare function get_pairs(map: u32, pairs: usize, pairsSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_get_header_map_size')
declare function get_size(map: u32, size: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_add_header_map_value')
declare function add_value(map: u32, key: usize, keySize: usize, value: usize, valueSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_replace_header_map_value')
declare function replace_value(map: u32, key: usize, keySize: usize, value: usize, valueSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_remove_header_map_value')
declare function remove_value(map: u32, key: usize, keySize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_set_header_map_pairs')
declare function set_pairs(map: u32, pairs: usize, pairsSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_get_buffer_bytes')
declare function get_bytes(buffer: u32, start: u32, size: u32, bytes: usize, bytesSize: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_get_buffer_status')
declare function get_status(buffer: u32, size: usize, flags: usize): u32;
// @ts-ignore: decorator
@external('env', 'proxy_set_buffer_bytes')
declare function set_bytes(buffer: u32, start: u32, size: u32, bytes: usize, bytesSize: usize): u32;

const POINTER: usize = memory.data(8, 8);
const SIZE: usize = POINTER + 4;

/** Paths as they are, the parts apart by blanks. */
const values = [
  'request', 'request path', 'request url_path', 'request query', 'request host', 'request scheme', 'request method',
  'request referer', 'request useragent', 'request id', 'request headers x-multi', 'request headers X-Multi',
  'request headers nope', 'request headers :path', 'request headers host', 'request headers_bytes', 'request protocol',
  'request size', 'request total_size', 'request nope', 'response', 'response code', 'response code_details',
  'response flags', 'response grpc_status', 'response headers x-up', 'response trailers x-t', 'response headers_bytes',
  'response size', 'response total_size', 'response nope', 'source', 'source address', 'source port', 'destination',
  'destination address', 'destination port', 'connection', 'connection mtls', 'connection requested_server_name',
  'connection tls_version', 'connection subject_local_certificate', 'connection subject_peer_certificate',
  'connection dns_san_local_certificate', 'connection uri_san_local_certificate', 'connection dns_san_peer_certificate',
  'connection uri_san_peer_certificate', 'connection sha256_peer_certificate_digest', 'connection peer_certificate',
  'connection termination_details', 'connection transport_failure_reason', 'upstream', 'upstream address',
  'upstream tls_version', 'upstream subject_local_certificate', 'upstream subject_peer_certificate',
  'upstream dns_san_peer_certificate', 'upstream uri_san_peer_certificate', 'upstream sha256_peer_certificate_digest',
  'upstream transport_failure_reason', 'upstream request_attempt_count', 'upstream locality', 'upstream locality region',
  'upstream locality sub_zone', 'upstream locality nope', 'upstream num_endpoints', 'upstream nope', 'metadata',
  'metadata filter_metadata', 'metadata filter_metadata nope', 'metadata typed_filter_metadata', 'metadata nope',
  'filter_state', 'filter_state wasm s', 'filter_state wasm.s', 'filter_state nope', 'upstream_filter_state',
  'upstream_filter_state wasm.s', 'xds', 'xds node id', 'xds node cluster', 'xds node metadata role',
  'xds node metadata number', 'xds node metadata flag', 'xds node metadata nested', 'xds node metadata nested key',
  'xds node metadata list', 'xds node metadata list 0', 'xds node metadata list 1', 'xds node metadata list 9',
  'xds node metadata list nope', 'xds node metadata nope', 'xds node metadata empty-object', 'xds node metadata empty-list',
  'xds node metadata empty', 'xds node metadata role further', 'xds node locality', 'xds node locality region',
  'xds node locality zone', 'xds node locality sub_zone', 'xds node locality nope', 'xds node user_agent_name',
  'xds node user_agent_version', 'xds node nope', 'xds node client_features', 'xds cluster_name', 'xds cluster_metadata',
  'xds cluster_metadata filter_metadata', 'xds cluster_metadata filter_metadata ns key', 'xds route_name',
  'xds route_metadata', 'xds route_metadata filter_metadata ns key', 'xds virtual_host_name', 'xds virtual_host_metadata',
  'xds virtual_host_metadata filter_metadata ns key', 'xds upstream_host_metadata',
  'xds upstream_host_metadata filter_metadata ns key', 'xds upstream_host_locality_metadata',
  'xds upstream_host_locality_metadata filter_metadata ns key', 'xds filter_chain_name', 'xds listener_direction',
  'xds listener_metadata', 'xds listener_metadata filter_metadata ns key', 'xds nope', 'node', 'node id', 'cluster_name',
  'cluster_metadata', 'route_name', 'route_metadata', 'listener_direction', 'listener_metadata', 'upstream_host_metadata',
  'plugin_name', 'plugin_root_id', 'plugin_vm_id', 's', 'wasm s', 'wasm.s', 'a', 'nope', 'nope x', '',
  'request url_path ', ' request path', 'request path further', 'source address further', 'plugin_name further', 'plugin_name ',
];
/** Maps whose order means nothing: told in the order of their names. */
const maps = ['request headers', 'response headers', 'response trailers', 'xds node metadata'];
/** Values that differ from run to run: only their size is told. */
const sizes = [
  'request time', 'request duration', 'response backend_latency', 'connection id', 'connection_id', 'upstream port',
  'upstream local_address', 'upstream cx_pool_ready_duration',
];

/** Asks for every attribute. */
export function walkAttributes(): void {
  for (let i = 0; i < values.length; i++) {
    const status = ask(values[i]);
    tell(values[i], status, status == 0 ? shown(load<u32>(POINTER), load<u32>(SIZE)) : '');
  }
  for (let i = 0; i < maps.length; i++) {
    const status = ask(maps[i]);
    tell(maps[i], status, status == 0 ? shownMap(load<u32>(POINTER)) : '');
  }
  for (let i = 0; i < sizes.length; i++) {
    const status = ask(sizes[i]);
    tell(sizes[i], status, status == 0 ? load<u32>(SIZE).toString() + ' bytes' : '');
  }
}

function ask(path: string): u32 {
  const bytes = String.UTF8.encode(path.replaceAll(' ', '\0'));
  return get_property(changetype<usize>(bytes), bytes.byteLength, POINTER, SIZE);
}

function tell(what: string, status: u32, text: string): void {
  log.info('= ' + (what == '' ? '(the empty path)' : what) + ': ' + status.toString() + ' ' + text);
  if (status == 0 && load<u32>(POINTER) != 0) heap.free(load<u32>(POINTER));
}

/** Printable text in quotes, anything else in hexadecimal. */
function shown(at: usize, size: u32): string {
  let text = '';
  let hex = '';
  let printable = true;
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(at + i);
    if (byte < 0x20 || byte > 0x7e) printable = false;
    text += String.fromCharCode(byte);
    hex += (byte < 16 ? '0' : '') + byte.toString(16);
  }
  return printable ? '"' + text + '"' : hex;
}

/** The pairs in the order of their names: that of the host is by chance, and must not show in what is allocated here. */
function shownMap(at: usize): string {
  const count = load<u32>(at);
  const names = new StaticArray<usize>(count);
  const order = new StaticArray<u32>(count);
  let next = at + 4 + <usize>count * 8;
  for (let i: u32 = 0; i < count; i++) {
    names[i] = next;
    next += sizeOfName(at, i) + sizeOfValue(at, i) + 2;
    let place = i;
    while (place > 0 && comesBefore(names[i], names[order[place - 1]])) {
      order[place] = order[place - 1];
      place--;
    }
    order[place] = i;
  }
  let text = '';
  for (let n: u32 = 0; n < count; n++) {
    const i = order[n];
    const size = sizeOfName(at, i);
    text += shown(names[i], size) + '=' + shown(names[i] + size + 1, sizeOfValue(at, i)) + ' ';
  }
  return '{' + text + '}';
}

function sizeOfName(pairs: usize, index: u32): u32 {
  return load<u32>(pairs + 4 + <usize>index * 8);
}

function sizeOfValue(pairs: usize, index: u32): u32 {
  return load<u32>(pairs + 8 + <usize>index * 8);
}

/** Names end with a zero. */
function comesBefore(one: usize, other: usize): bool {
  let at: usize = 0;
  while (load<u8>(one + at) == load<u8>(other + at) && load<u8>(one + at) != 0) at++;
  return load<u8>(one + at) < load<u8>(other + at);
}

/** Tries every call on every map and buffer. What is there is left as it was. */
export function walkAccess(): void {
  const key = String.UTF8.encode('x-walker');
  const value = String.UTF8.encode('1');
  const keyAt = changetype<usize>(key);
  const valueAt = changetype<usize>(value);
  for (let map: u32 = 0; map < 9; map++) {
    let text = 'get ' + get_value(map, keyAt, 8, POINTER, SIZE).toString();
    store<u64>(POINTER, 0);
    text += ' pairs ' + get_pairs(map, POINTER, SIZE).toString();
    const pairs = load<u32>(POINTER);
    const pairsSize = load<u32>(SIZE);
    if (pairsSize == 0) text += ' empty';
    text += ' size ' + get_size(map, POINTER).toString();
    text += ' add ' + add_value(map, keyAt, 8, valueAt, 1).toString();
    text += ' replace ' + replace_value(map, keyAt, 8, valueAt, 1).toString();
    const found = get_value(map, keyAt, 8, POINTER, SIZE);
    if (found == 0) heap.free(load<u32>(POINTER));
    text += ' get ' + found.toString();
    text += ' remove ' + remove_value(map, keyAt, 8).toString();
    text += ' set ' + set_pairs(map, pairs, pairsSize).toString();
    if (pairs != 0) heap.free(pairs);
    log.info('= map ' + map.toString() + ': ' + text);
  }
  for (let buffer: u32 = 0; buffer < 10; buffer++) {
    const got = get_bytes(buffer, 0, 5, POINTER, SIZE);
    let text = 'get ' + got.toString();
    if (got == 0) text += ' ' + shown(load<u32>(POINTER), load<u32>(SIZE));
    if (got == 0 && load<u32>(POINTER) != 0) heap.free(load<u32>(POINTER));
    text += ' status ' + get_status(buffer, POINTER, SIZE).toString();
    text += ' set ' + set_bytes(buffer, 0, 0, valueAt, 0).toString();
    log.info('= buffer ' + buffer.toString() + ': ' + text);
  }
}

/** Replaces a range of a buffer by a text, as far as the host allows. */
export function splice(buffer: u32, start: u32, size: u32, text: string): u32 {
  const bytes = String.UTF8.encode(text);
  return set_bytes(buffer, start, size, changetype<usize>(bytes), bytes.byteLength);
}
