/**
 * Elementary functions on four floats at a time, after the single-precision routines of Cephes
 * (S. L. Moshier, https://www.netlib.org/cephes/): a few units in the last place, with IEEE's answers for NaN,
 * infinities and zeros.
 */
import { f32x4, i32x4, local, type Local, type StackVar, v128 } from 'wasmati';

type Vector = Local<'v128'>;
type Value = StackVar<'v128'>;

/** Scratch locals of a function under assembly; each function here uses the first few and leaves them changed. */
export type Temporaries = readonly Vector[];

/** How many {@link Temporaries} a function that calls this file needs: five, and one of its own. */
export const TEMPORARIES = 6;

const floats = new Float32Array(1);
const words = new Uint32Array(floats.buffer);

/** A float in all four lanes. wasmati's number encoder refuses a set top bit, hence the bytes. */
export function constant(value: number): Value {
  floats[0] = value;
  return bits(words[0]);
}

/** A 32-bit pattern in all four lanes. */
export function bits(pattern: number): Value {
  const b = [pattern & 255, (pattern >>> 8) & 255, (pattern >>> 16) & 255, pattern >>> 24] as const;
  return v128.const('i8x16', [...b, ...b, ...b, ...b]);
}

/** Horner's scheme in `x`: the coefficients from the highest power down. Leaves the value on the stack. */
function polynomial(x: Vector, coefficients: readonly number[]): Value {
  let value = constant(coefficients[0]);
  for (const c of coefficients.slice(1)) value = f32x4.add(f32x4.mul(value, x), constant(c));
  return value;
}

/** (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2. */
const EXP_COEFFICIENTS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
];

/** e^x. Overflows to infinity above 88.72, underflows gradually below -87.3, NaN stays NaN. */
export function exp(x: Vector, out: Vector, [n, r, p, s]: Temporaries): void {
  if (!n || !r || !p || !s) throw new Error('exp needs four temporaries.');
  // Beyond +-128 nothing changes any more, and r stays finite.
  local.set(r, f32x4.pmax(f32x4.pmin(x, constant(128)), constant(-128)));
  // n = round(x / ln 2), r = x - n ln 2 in two steps.
  local.set(n, f32x4.nearest(f32x4.mul(r, constant(Math.LOG2E))));
  local.set(r, f32x4.sub(r, f32x4.mul(n, constant(0.693359375))));
  local.set(r, f32x4.sub(r, f32x4.mul(n, constant(-2.1219444e-4))));
  polynomial(r, EXP_COEFFICIENTS);
  local.set(p);
  local.set(p, f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), constant(1)));
  // Multiply by 2^n as 2^(n/2) twice, so that results near the limits are neither lost nor made infinite early.
  local.set(n, i32x4.trunc_sat_f32x4_s(n));
  local.set(s, i32x4.shr_s(n, 1));
  local.set(p, f32x4.mul(p, i32x4.shl(i32x4.add(s, bits(127)), 23)));
  local.set(p, f32x4.mul(p, i32x4.shl(i32x4.add(i32x4.sub(n, s), bits(127)), 23)));
  // NaN: the clamps above have lost it.
  v128.bitselect(p, x, f32x4.eq(x, x));
  local.set(out);
}

/** e^x - 1, exact in the neighbourhood of zero. */
export function expm1(x: Vector, out: Vector, temporaries: Temporaries): void {
  const [, , p, s, z] = temporaries;
  if (!p || !s || !z) throw new Error('expm1 needs five temporaries.');
  exp(x, z, temporaries);
  polynomial(x, EXP_COEFFICIENTS);
  local.set(p);
  local.set(p, f32x4.add(f32x4.mul(f32x4.mul(p, x), x), x));
  local.set(p, v128.bitselect(p, f32x4.sub(z, constant(1)), f32x4.lt(f32x4.abs(x), constant(0.34))));
  // The result has the sign of x; this keeps that of zero.
  local.set(out, v128.or(p, v128.and(x, bits(0x80000000))));
}

/** ln x. -infinity for zeros, NaN below zero. */
export function log(x: Vector, out: Vector, [e, m, t, p, y]: Temporaries): void {
  if (!e || !m || !t || !p || !y) throw new Error('log needs five temporaries.');
  // Subnormal numbers are scaled by 2^23 first.
  local.set(t, f32x4.lt(x, constant(1.17549435e-38)));
  local.set(m, v128.bitselect(f32x4.mul(x, constant(8388608)), x, t));
  local.set(e, f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(m, 23), bits(126))));
  local.set(e, f32x4.sub(e, v128.and(t, constant(23))));
  // m in [0.5, 1), moved to [sqrt(0.5), sqrt(2)) - 1.
  local.set(m, v128.or(v128.and(m, bits(0x007fffff)), bits(0x3f000000)));
  local.set(t, f32x4.lt(m, constant(Math.SQRT1_2)));
  local.set(e, f32x4.sub(e, v128.and(t, constant(1))));
  local.set(m, f32x4.sub(f32x4.add(m, v128.and(m, t)), constant(1)));
  local.set(t, f32x4.mul(m, m));
  polynomial(
    m,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  local.set(p);
  local.set(y, f32x4.mul(f32x4.mul(p, m), t));
  local.set(y, f32x4.add(y, f32x4.mul(e, constant(-2.1219444e-4))));
  local.set(y, f32x4.sub(y, f32x4.mul(t, constant(0.5))));
  local.set(y, f32x4.add(f32x4.add(m, y), f32x4.mul(e, constant(0.693359375))));
  // ln 0 = -inf, ln inf = inf, NaN below zero and for NaN.
  local.set(y, v128.bitselect(constant(-Infinity), y, f32x4.eq(x, constant(0))));
  local.set(y, v128.bitselect(x, y, f32x4.eq(x, constant(Infinity))));
  v128.bitselect(y, constant(NaN), f32x4.ge(x, constant(0)));
  local.set(out);
}

/** tanh x, exact in the neighbourhood of zero. */
export function tanh(x: Vector, out: Vector, temporaries: Temporaries): void {
  const [t, r, p, s, z] = temporaries;
  if (!t || !r || !p || !s || !z) throw new Error('tanh needs five temporaries.');
  // 1 - 2 / (exp(2|x|) + 1) ...
  local.set(z, f32x4.mul(f32x4.abs(x), constant(2)));
  exp(z, z, temporaries);
  local.set(z, f32x4.sub(constant(1), f32x4.div(constant(2), f32x4.add(z, constant(1)))));
  // ... and a polynomial where that would cancel; then the sign of x.
  local.set(t, f32x4.mul(x, x));
  polynomial(
    t,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  local.set(p);
  local.set(p, f32x4.add(f32x4.mul(f32x4.mul(p, t), x), x));
  local.set(p, v128.bitselect(f32x4.abs(p), z, f32x4.lt(f32x4.abs(x), constant(0.625))));
  local.set(out, v128.or(p, v128.and(x, bits(0x80000000))));
}

/** ln(1 + e^x), exact for both ends. Needs a sixth temporary. */
export function softplus(x: Vector, out: Vector, temporaries: Temporaries): void {
  const [, , p, , z, result] = temporaries;
  if (!p || !z || !result) throw new Error('softplus needs six temporaries.');
  exp(x, result, temporaries);
  local.set(result, f32x4.add(result, constant(1)));
  log(result, result, temporaries);
  local.set(result, v128.bitselect(x, result, f32x4.gt(x, constant(16))));
  // The series of ln(1 + z) where 1 + z would drop most of z.
  exp(x, z, temporaries);
  polynomial(z, [-1 / 4, 1 / 3, -1 / 2, 1]);
  local.set(p);
  local.set(out, v128.bitselect(f32x4.mul(p, z), result, f32x4.lt(x, constant(-4))));
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: Vector, out: Vector, temporaries: Temporaries): void {
  const z = temporaries[4];
  if (!z) throw new Error('sigmoid needs five temporaries.');
  local.set(z, f32x4.neg(x));
  exp(z, z, temporaries);
  local.set(out, f32x4.div(constant(1), f32x4.add(z, constant(1))));
}
