/**
 * Winograd's minimal filtering with six points: four outputs of a filter of three taps, or three outputs of four
 * taps (a filter's gradient), from six inputs and six multiplications per dimension instead of twelve
 * (S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast Algorithms for
 * Convolutional Neural Networks, 2015, https://arxiv.org/abs/1509.09308).
 *
 * Filter and data are polynomials, evaluated at the points 0, a, -a, b, -b and infinity, multiplied there and
 * interpolated. With a = 3/4 and b = 3/2 the largest error in float32 is a fifth of what the usual 1 and 2 give.
 */
import { f32x4, i32, local, type Local, type StackVar, v128 } from 'wasmati';

import { multiplyAdd } from './micro-kernel.js';

type Vector = Local<'v128'>;
type Value = StackVar<'v128'>;
/** Leaves a constant in all four lanes. */
type Constant = (value: number) => Value;

export const POINTS = 6;
const A = 3 / 4;
const B = 3 / 2;
const PAIRS = [
  { point: A, scale: 1 / (2 * A * A * (A * A - B * B)) },
  { point: B, scale: 1 / (2 * B * B * (B * B - A * A)) },
] as const;

/** A transform of one dimension: sets `out` from `x`. They share no locals; `t` are four more to work in. */
export type Transform = (
  x: readonly Vector[],
  out: readonly Vector[],
  t: readonly Vector[],
  constant: Constant,
) => void;

/** Data: six values to six points. */
export const dataTransform: Transform = ([d0, d1, d2, d3, d4, d5], points, [even, odd], constant) => {
  const plus = (x: Vector, factor: number, y: Vector) => multiplyAdd(constant(factor), y, x);
  const [zero, , , , , infinity] = points;
  local.set(even, plus(d4, -(A * A + B * B), d2));
  local.set(zero, plus(even, A * A * B * B, d0));
  PAIRS.forEach(({ point }, i) => {
    const other = PAIRS[1 - i].point;
    local.set(even, plus(d4, -other * other, d2));
    local.set(odd, plus(d3, -other * other, d1));
    local.set(points[2 * i + 1], plus(even, point, odd));
    local.set(points[2 * i + 2], plus(even, -point, odd));
  });
  local.set(odd, plus(d5, -(A * A + B * B), d3));
  local.set(infinity, plus(odd, A * A * B * B, d1));
};

/** A filter of three or four taps at the six points, each divided by its Lagrange denominator. */
export const filterTransform: Transform = (taps, points, [even, odd], constant) => {
  const [zero, , , , , infinity] = points;
  local.set(zero, f32x4.mul(constant(1 / (A * A * B * B)), taps[0]));
  PAIRS.forEach(({ point, scale }, i) => {
    local.set(even, multiplyAdd(constant(point * point), taps[2], taps[0]));
    local.set(even, f32x4.mul(constant(scale), even));
    local.set(odd, taps.length > 3 ? multiplyAdd(constant(point * point), taps[3], taps[1]) : taps[1]);
    local.set(odd, f32x4.mul(constant(point * scale), odd));
    local.set(points[2 * i + 1], f32x4.add(even, odd));
    local.set(points[2 * i + 2], f32x4.sub(even, odd));
  });
  local.set(infinity, taps[taps.length - 1]);
};

/** Products at the six points to three or four outputs. */
export const outputTransform: Transform = ([zero, a, minusA, b, minusB, infinity], out, t, constant) => {
  const [evenA, oddA, evenB, oddB] = t;
  local.set(evenA, f32x4.add(a, minusA));
  local.set(oddA, f32x4.sub(a, minusA));
  local.set(evenB, f32x4.add(b, minusB));
  local.set(oddB, f32x4.sub(b, minusB));
  local.set(out[0], f32x4.add(f32x4.add(zero, evenA), evenB));
  for (let power = 1; power < out.length; power++) {
    const [x, y] = power % 2 === 0 ? [evenA, evenB] : [oddA, oddB];
    local.set(out[power], f32x4.mul(constant(A ** power), x));
    local.set(out[power], multiplyAdd(constant(B ** power), y, out[power]));
  }
  const last = out[out.length - 1];
  local.set(last, f32x4.add(last, infinity));
};

/** All constants of the transforms. They come from memory: V8 makes every v128.const anew, in six instructions. */
const CONSTANTS = [
  -(A * A + B * B),
  A * A * B * B,
  1 / (A * A * B * B),
  ...PAIRS.flatMap(({ point, scale }) => [
    point,
    -point,
    -point * point,
    scale,
    point * scale,
    point ** 2,
    point ** 3,
  ]),
];
export const CONSTANT_BYTES = 4 * CONSTANTS.length;

/** Once per run: writes the constants to memory. */
export function storeConstants(table: Local<'i32'>): void {
  const bits = new Int32Array(Float32Array.from(CONSTANTS).buffer);
  bits.forEach((word, i) => i32.store({ offset: 4 * i }, table, i32.const(word)));
}

/** Loads constants from where they were written. */
export function constantsAt(table: Local<'i32'>, offset: number): Constant {
  return (value) => v128.load32_splat({ offset: offset + 4 * constantIndex(value) }, table);
}

function constantIndex(value: number): number {
  const index = CONSTANTS.indexOf(value);
  if (index < 0) throw new Error(`${value} is not among the constants of Winograd's transforms.`);
  return index;
}
