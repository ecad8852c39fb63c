// Signatures made and checked by Envoy's foreign functions, with keys that exist for these cases alone.

import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

const rsaKey = [
  'MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAL08uk3dl54iD1OQHsNM44HdQoq/o4lL8zQOLr7KL4kqyn928hoE',
  'IpnpQMJgGFZFrIS8EDDyyQUksSHeUn1h/QerErqC7uDVJFLy919lE5AM2/EQGkhWGPomP19hC/uJUkigIvyaFozbLbJqak1jQZW5',
  'gjRitGjQXuWsdQr5z+R/AgMBAAECgYEAhqNCWkwip5vME8QiXwnBhJAL2/PlQrYK3yqID66Ci7EqSe4y6leu1pqiPKlqJ1eDGx1C',
  '19ClPUeRz2sCfbrN7wC2a7ekjB64fcW7T2Ua0OsGTKfh1z/bm8QWFNBY9jBeusGulLlaV6tTVDy5+9EENQmjE4ZnSGdpbv/8bPyQ',
  'IyECQQDs+9v/XQsPGlcDGRTYdkmhFudbLrZj+H06h5GRM60ZDsqeMtAjZWVsn12jRxYVBQX9JDnisbC0tNcaDiKwctSlAkEAzGwN',
  'w0b4m5tdFJps5OK6Dsp2zBjsqFgSzn/oezKCK+TSqkjF+MW/dYXsJ7XH9/OS2BpxICKc+KuUuWLRONe3UwJAHPMvjuSI41Fua7x2',
  'pXLdz8YCgUsVkOTcN3g0Oi676KG78tN2RbyvRTO6tqWKdwrkDmaMg7r9QTYOSOqNJk0A2QJAcIizcuLpDVCUBzmT5NTjtCzFBUpb',
  'TblecQt9AgUmH9/SESgKxA6ofZwCC0JJGTifiBPWXuhvHX3nW78IipBGPQJABUf7T7aoji3XElaP/CqpM1+lg0glzYeQhLlN75AO',
  'EuiAwlicULL7dR/c922vZtNkYbWAso+wa+X3gFEUy2VVgg==',
].join('');
// Too small for a digest of 64 bytes.
const smallKey = [
  'MIIBUwIBADANBgkqhkiG9w0BAQEFAASCAT0wggE5AgEAAkEAsauIoLLOBWNe4GduqOtF3XEJDkn7r0Lf5ZxORKjv4zBSaasmVPS9',
  '6owUSRktWUkMFP5kY5rzFkyF0cumpPVFxwIDAQABAkADKIZ0PNl2tQ6BtLT94bjLN/AuRdhohCrQvReTFuG0yyZ8LZREJ3e/dG+S',
  'o0c0FzQpW9YvZVj1KvZfqJ7No3MZAiEA7MsmAZ9Wd1P5aYpGl2QUR02lNyc7/I5jw07zlCR9WB0CIQDAFLo5ND+Wl2lZbKvyKyxc',
  '78gG8xRkgjamP2JolYIYMwIgDTpH9D0/akkRnLixutFHZLhMq2kQq8oUfpuRdcwYCG0CIBOER6O2VluzyMWIUDRMBLbwui9SlZjc',
  'zja4LASaZFyXAiBqhlzOtpbMBAKY0ZCcJm+hTpdUGm/Ac2aPnwYBBZ02/g==',
].join('');
const curveKey = [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUuzTCFugGgOtVmHZUL0fTYWkGPUQSUcEmOA/CzJ4eL6hRANCAARQ',
  '7o48KAVJS/LKanyiXspeGTIV/mFnxtzVkSG4WKhvIlc9272zDOC4/Ol8ffuYLKMbMKdbw9ACwwKhCmtzRFzz',
].join('');
/** Signatures of a curve hold a random number, so these were made once. */
const curveSignatures: Readonly<Record<string, string>> = {
  sha1: 'MEQCIGodBTrhhgxFVAzCgMJz85EaV/5SweDYoQRGBk6jZlknAiA+pcdbKvEBUFFM3BBuj+wScIQlwlaVYRa+Av8zhErm1g==',
  sha224:
    'MEQCIEKI+WyV2JAv7uv6uieNqjy9cZ7ACzfJ9RtiR/Wiv+c3AiAsvFoKtcIlcIn3fARw7O+L/5CQNJpmBdiuaMYY0oiUng==',
  sha256:
    'MEYCIQCSarYgODd+KdXz2ESPh4glO8s576STgmG86h7FIuXTVAIhAOl9Y4Uu9OnLVBWPeukQ6K5AhIKAqBI0XfwDfppN1zSi',
  sha384:
    'MEUCIAyjWtk8aS8zJ2sDvUwaNN3fGP7dh2kN8kDEg4pRi3D6AiEAp+rLla43stkHWQjVF6uIvgnKhnqpLhFUWq0Yu5ti+lA=',
  sha512:
    'MEUCIQD8Gk4wk+x59iya7RFnqGwv6d6vkBca8VqHUlsGx0rR4AIgfnanqrbvtSLx2w2aOuOXPiO/RNwOfw/OokgQaHnizuQ=',
};
const privateKeyOf = (base64: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
const rsa = privateKeyOf(rsaKey);
const curve = privateKeyOf(curveKey);

const publicDer = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' });
const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

function field(number: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.of(number * 8 + 2, ...varint(bytes.length)), bytes]);
}

const call = (name: string, ...fields: Buffer[]): string =>
  `request-headers: foreign ${name} ${Buffer.concat(fields).toString('hex')}`;

const text = 'signed text';
const hashes = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

const verify = (hash: string, key: Buffer, signature: Buffer, signed = text): string =>
  call('verify_signature', field(1, hash), key, field(3, signature), field(4, signed));
const made = (hash: string, key: KeyObject): Buffer =>
  key === curve
    ? Buffer.from(curveSignatures[hash] ?? '', 'base64')
    : sign(hash, Buffer.from(text), key);
const changed = (signature: Buffer, at: number): Buffer =>
  Buffer.concat([signature.subarray(0, at), Buffer.of(1), signature.subarray(at + 1)]);

export const signatureCases: readonly { name: string; script: string }[] = [
  {
    name: 'signatures of RSA checked',
    script: [
      ...hashes.map((hash) => verify(hash, field(2, publicDer(rsa)), made(hash, rsa))),
      verify('SHA256', field(5, publicPem(rsa)), made('sha256', rsa)),
      verify('sha256', field(2, publicDer(rsa)), made('sha512', rsa)),
      verify('sha256', field(2, publicDer(rsa)), made('sha256', rsa), 'other text'),
      verify('sha256', field(2, publicDer(rsa)), changed(made('sha256', rsa), 5)),
      verify('sha256', field(2, publicDer(rsa)), made('sha256', rsa).subarray(1)),
      verify('sha256', field(2, publicDer(rsa)), Buffer.alloc(0)),
      verify('md5', field(2, publicDer(rsa)), made('sha256', rsa)),
    ].join('\n'),
  },
  {
    name: 'signatures of a curve checked',
    script: [
      ...hashes.map((hash) => verify(hash, field(2, publicDer(curve)), made(hash, curve))),
      verify('sha256', field(5, publicPem(curve)), made('sha256', curve)),
      verify('sha256', field(2, publicDer(curve)), made('sha256', curve), 'other text'),
      verify('sha256', field(2, publicDer(curve)), Buffer.from('garbage')),
      verify('sha256', field(2, publicDer(curve)), made('sha256', rsa)),
    ].join('\n'),
  },
  {
    name: 'keys that are none',
    script: [
      verify('sha256', Buffer.alloc(0), made('sha256', rsa)),
      verify('sha256', field(2, 'garbage'), made('sha256', rsa)),
      verify('sha256', field(5, 'garbage'), made('sha256', rsa)),
      verify('sha256', field(2, publicDer(rsa).subarray(0, 40)), made('sha256', rsa)),
      verify(
        'sha256',
        Buffer.concat([field(2, publicDer(rsa)), field(5, publicPem(rsa))]),
        made('sha256', rsa),
      ),
      verify('sha256', field(2, Buffer.from(rsaKey, 'base64')), made('sha256', rsa)),
      verify('md5', field(2, 'garbage'), made('sha256', rsa)),
      call('sign', field(1, 'md5'), field(2, 'garbage'), field(3, text)),
      call('sign', field(1, 'sha256'), field(3, text)),
      call('sign', field(1, 'sha256'), field(2, 'garbage'), field(3, text)),
      call('sign', field(1, 'sha256'), field(2, publicDer(rsa)), field(3, text)),
      'request-headers: foreign sign 78',
      'request-headers: foreign verify_signature 78',
      'request-headers: foreign sign',
    ].join('\n'),
  },
  {
    name: 'signed with RSA',
    script: [
      ...hashes.map((hash) =>
        call('sign', field(1, hash), field(2, Buffer.from(rsaKey, 'base64')), field(3, text)),
      ),
      call(
        'sign',
        field(1, 'SHA256'),
        field(4, rsa.export({ type: 'pkcs8', format: 'pem' }).toString()),
        field(3, text),
      ),
      call('sign', field(1, 'sha256'), field(2, Buffer.from(rsaKey, 'base64'))),
      call('sign', field(1, 'md5'), field(2, Buffer.from(rsaKey, 'base64')), field(3, text)),
      call('sign', field(1, 'sha512'), field(2, Buffer.from(smallKey, 'base64')), field(3, text)),
      call('sign', field(1, 'sha256'), field(2, Buffer.from(smallKey, 'base64')), field(3, text)),
      verify('sha512', field(2, publicDer(privateKeyOf(smallKey))), Buffer.alloc(64, 1)),
    ].join('\n'),
  },
];
