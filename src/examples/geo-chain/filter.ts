// The first of two filters: finds the country of the client and leaves it for the filters behind.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';
import { contains, parseAddress } from './cidr';

class Range {
  constructor(
    readonly network: Uint8Array,
    readonly bits: i32,
    readonly country: string,
  ) {}
}

class GeoRoot extends RootContext {
  private ranges: Range[] = [];

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const ranges = configuration.getItems('ranges');
    for (let i = 0; i < ranges.length; i++) {
      const cidr = ranges[i].getString('cidr');
      const parts = cidr.split('/');
      const network = parseAddress(parts[0]);
      const bits = parts.length == 2 ? I32.parseInt(parts[1]) : -1;
      if (network == null || bits < 0 || bits > network.length * 8) {
        log.error(`range ${i}: "${cidr}" is no network such as 203.0.113.0/24`);
        return false;
      }
      this.ranges.push(new Range(network, bits, ranges[i].getString('country')));
    }
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new GeoStream(contextId);
  }

  countryOf(address: Uint8Array): string {
    for (let i = 0; i < this.ranges.length; i++) {
      const range = this.ranges[i];
      if (contains(range.network, range.bits, address)) return range.country;
    }
    return '';
  }
}

class GeoStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    request.headers.remove('x-country');
    const source = property.getString(['source', 'address']);
    const address = source != null ? parseAddress(withoutPort(source)) : null;
    const country = address != null ? (this.root as GeoRoot).countryOf(address) : '';
    if (country == '') return FilterHeadersStatus.Continue;
    request.headers.add('x-country', country);
    // Lies in the stream's filter state as "wasm.country"; every filter behind finds it as "country".
    property.set('country', country);
    return FilterHeadersStatus.Continue;
  }
}

// "203.0.113.9:4000" and "[2001:db8::1]:443", without port and brackets.
function withoutPort(source: string): string {
  const colon = source.lastIndexOf(':');
  const address = colon < 0 ? source : source.substring(0, colon);
  return address.startsWith('[') ? address.substring(1, address.length - 1) : address;
}

registerRootContext((contextId: u32) => new GeoRoot(contextId));
