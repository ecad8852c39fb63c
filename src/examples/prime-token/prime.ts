// Whether a 64-bit number is prime, fast for every one of them: Envoy puts no limit on a filter's time.

// With these bases the Miller-Rabin test is exact for all 64-bit numbers.
const BASES: u64[] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

export function isPrime(n: u64): bool {
  if (n < 2) return false;
  for (let i = 0; i < BASES.length; i++) {
    if (n % BASES[i] == 0) return n == BASES[i];
  }
  // n - 1 = odd * 2^twos
  const twos = ctz(n - 1);
  const odd = (n - 1) >> twos;
  for (let i = 0; i < BASES.length; i++) {
    if (!passes(n, BASES[i], odd, twos)) return false;
  }
  return true;
}

function passes(n: u64, base: u64, odd: u64, twos: u64): bool {
  let x = power(base, odd, n);
  if (x == 1 || x == n - 1) return true;
  for (let i: u64 = 1; i < twos; i++) {
    x = multiply(x, x, n);
    if (x == n - 1) return true;
  }
  return false;
}

// base to the power of exponent, modulo n
function power(base: u64, exponent: u64, n: u64): u64 {
  let result: u64 = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = multiply(result, base, n);
    base = multiply(base, base, n);
  }
  return result;
}

// a * b modulo n, by doubling, because the product may need 128 bits
function multiply(a: u64, b: u64, n: u64): u64 {
  let result: u64 = 0;
  for (; b > 0; b >>= 1) {
    if (b & 1) result = add(result, a, n);
    a = add(a, a, n);
  }
  return result;
}

// a + b modulo n, for a and b below n, without overflow
function add(a: u64, b: u64, n: u64): u64 {
  return a >= n - b ? a - (n - b) : a + b;
}
