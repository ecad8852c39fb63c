// The names in a backtrace, as a real Envoy printed them.

import { expect, test } from 'vitest';
import { demangle } from './demangle.ts';

test.each([
  [
    '_ZN10proxy_wasm10dispatcher10Dispatcher23on_http_request_headers17hcb4a2309d12a7026E',
    'proxy_wasm::dispatcher::Dispatcher::on_http_request_headers::hcb4a2309d12a7026',
  ],
  [
    '_ZN72_$LT$foreign_rust..Filter$u20$as$u20$proxy_wasm..traits..HttpContext$GT$6on_log17h85194bddb6a3c108E',
    '_$LT$foreign_rust..Filter$u20$as$u20$proxy_wasm..traits..HttpContext$GT$::on_log::h85194bddb6a3c108',
  ],
  [
    '_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt',
    '_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt',
  ],
  ['proxy_on_request_headers', 'proxy_on_request_headers'],
  ['_ZN3one3twoEv', 'one::two()'],
  ['_ZN3oneC1Ei', '_ZN3oneC1Ei'],
  ['_ZN3one99beyondE', '_ZN3one99beyondE'],
])('%s', (mangled, told) => {
  expect(demangle(mangled)).toBe(told);
});
