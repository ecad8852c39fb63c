// `@gcoredev/proxy-wasm-sdk-as/assembly/imports`. What only Gcore FastEdge offers answers `Unimplemented`.

import { missing } from './fastedge/missing';

export * from '../imports';

export function proxy_dictionary_get(key_data: usize, key_size: usize, return_value_data: usize, return_value_size: usize): u32 {
  return missing('proxy_dictionary_get');
}

export function proxy_get_secret(key_data: usize, key_size: usize, return_value_data: usize, return_value_size: usize): u32 {
  return missing('proxy_get_secret');
}

export function proxy_get_effective_at_secret(
  key_data: usize,
  key_size: usize,
  at: u32,
  return_value_data: usize,
  return_value_size: usize,
): u32 {
  return missing('proxy_get_effective_at_secret');
}

export function proxy_kv_store_open(key_data: usize, key_size: usize, return_handle: u32): u32 {
  return missing('proxy_kv_store_open');
}

export function proxy_kv_store_get(
  handle: u32,
  key_data: usize,
  key_size: usize,
  return_value_data: usize,
  return_value_size: usize,
): u32 {
  return missing('proxy_kv_store_get');
}

export function proxy_kv_store_scan(
  handle: u32,
  pattern_data: usize,
  pattern_size: usize,
  return_value_data: usize,
  return_value_size: usize,
): u32 {
  return missing('proxy_kv_store_scan');
}

export function proxy_kv_store_zrange_by_score(
  handle: u32,
  key_data: usize,
  key_size: usize,
  min: f64,
  max: f64,
  return_value_data: usize,
  return_value_size: usize,
): u32 {
  return missing('proxy_kv_store_zrange_by_score');
}

export function proxy_kv_store_zscan(
  handle: u32,
  key_data: usize,
  key_size: usize,
  pattern_data: usize,
  pattern_size: usize,
  return_value_data: usize,
  return_value_size: usize,
): u32 {
  return missing('proxy_kv_store_zscan');
}

export function proxy_kv_store_bf_exists(
  handle: u32,
  key_data: usize,
  key_size: usize,
  item_data: usize,
  item_size: usize,
  return_handle: u32,
): u32 {
  return missing('proxy_kv_store_bf_exists');
}
