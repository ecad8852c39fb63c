// The options of curl: which take a value, which say something about the request, and which only say how curl runs.

export interface CurlOption {
  /** The long name, also for options given by their letter. */
  name: string;
  takesValue: boolean;
}

const letters: Partial<Record<string, string>> = {
  a: 'append',
  A: 'user-agent',
  b: 'cookie',
  B: 'use-ascii',
  c: 'cookie-jar',
  C: 'continue-at',
  d: 'data',
  D: 'dump-header',
  e: 'referer',
  E: 'cert',
  f: 'fail',
  F: 'form',
  g: 'globoff',
  G: 'get',
  h: 'help',
  H: 'header',
  i: 'include',
  I: 'head',
  j: 'junk-session-cookies',
  J: 'remote-header-name',
  k: 'insecure',
  K: 'config',
  l: 'list-only',
  L: 'location',
  m: 'max-time',
  n: 'netrc',
  N: 'no-buffer',
  o: 'output',
  O: 'remote-name',
  p: 'proxytunnel',
  P: 'ftp-port',
  q: 'disable',
  Q: 'quote',
  r: 'range',
  R: 'remote-time',
  s: 'silent',
  S: 'show-error',
  t: 'telnet-option',
  T: 'upload-file',
  u: 'user',
  U: 'proxy-user',
  v: 'verbose',
  V: 'version',
  w: 'write-out',
  x: 'proxy',
  X: 'request',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
  Z: 'parallel',
  0: 'http1.0',
  1: 'tlsv1',
  2: 'sslv2',
  3: 'sslv3',
  4: 'ipv4',
  6: 'ipv6',
  '#': 'progress-bar',
  ':': 'next',
};

const withValue = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at
  cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface
  dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header engine etag-compare etag-save expect100-timeout form form-string
  ftp-port happy-eyeballs-timeout-ms haproxy-clientip header help hsts interface ip-tos ipfs-gateway json keepalive-cnt
  keepalive-time key key-type limit-rate local-port login-options max-filesize max-redirs max-time netrc-file noproxy
  oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert
  proxy-capath proxy-cert proxy-header proxy-key proxy-pass proxy-user proxy1.0 quote range rate referer request request-target
  resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-hostname speed-limit
  speed-time stderr telnet-option time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config
  unix-socket upload-file url url-query user user-agent variable vlan-priority write-out`.split(
    /\s+/,
  ),
);

const flags = new Set(
  `anyauth append basic ca-native cert-status compressed create-dirs digest disable fail fail-early fail-with-body false-start get
  globoff haproxy-protocol head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only include insecure ipv4 ipv6
  junk-session-cookies list-only location location-trusted manual negotiate netrc netrc-optional next no-alpn no-buffer
  no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm parallel parallel-immediate path-as-is post301 post302
  post303 progress-bar proxy-insecure proxytunnel raw remote-header-name remote-name remote-name-all remote-time remove-on-error
  retry-all-errors retry-connrefused show-error show-headers silent skip-existing ssl ssl-no-revoke ssl-reqd sslv2 sslv3
  styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids
  trace-time use-ascii verbose version xattr`.split(/\s+/),
);

/** An option by its long name, or null when curl has none of that name. */
export function longOption(name: string): CurlOption | null {
  if (withValue.has(name)) return { name, takesValue: true };
  const positive = name.startsWith('no-') ? name.slice(3) : name;
  return flags.has(name) || flags.has(positive) ? { name, takesValue: false } : null;
}

export function shortOption(letter: string): CurlOption | null {
  const name = letters[letter];
  return name === undefined ? null : { name, takesValue: withValue.has(name) };
}
