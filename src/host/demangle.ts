// Function names as Envoy prints them in a backtrace: it undoes the mangling of C++, and with it the older one of Rust, which looks alike.
// Of C++ the names with parameters are left as they are.

const mangled = /^_ZN(.+)E(v?)$/;

/** `_ZN4core9panicking5panic17h0123456789abcdefE` → `core::panicking::panic::h0123456789abcdef`; other names stay. */
export function demangle(name: string): string {
  const found = mangled.exec(name);
  if (found === null) return name;
  const [, path = '', parameters = ''] = found;
  const parts: string[] = [];
  for (let at = 0; at < path.length; ) {
    const digits = /^[1-9]\d*/.exec(path.slice(at))?.[0];
    if (digits === undefined) return name;
    const start = at + digits.length;
    at = start + Number(digits);
    if (at > path.length) return name;
    parts.push(path.slice(start, at));
  }
  return `${parts.join('::')}${parameters === 'v' ? '()' : ''}`;
}
