/**
 * Winograd's minimal filtering: four outputs of a filter of `taps` taps from taps + 3 inputs and as many
 * multiplications per dimension, instead of 4 * taps; or, for a filter's gradient, `taps` outputs of four taps
 * (S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast Algorithms for
 * Convolutional Neural Networks, 2015, https://arxiv.org/abs/1509.09308).
 *
 * Filter and data are polynomials, evaluated at the points 0, pairs of a and -a, and infinity, multiplied there and
 * interpolated (Toom and Cook).
 */
import { f32x4, local, type Local, type StackVar } from 'wasmati';

import { multiplyAdd } from './micro-kernel.js';

type Vector = Local<'v128'>;
type Value = StackVar<'v128'>;
/** Leaves a constant in all four lanes. */
export type Constant = (value: number) => Value;

/** Outputs per dimension, whatever the filter. */
export const TILE = 4;

/**
 * The pairs' points, by the size of the filter: of the fractions with small numerators and denominators those with
 * the smallest errors in float32. With 3/4 and 3/2 the largest error is a fifth of what the usual 1 and 2 give.
 */
const PAIRS: Partial<Record<number, readonly number[]>> = {
  3: [3 / 4, 3 / 2],
  5: [1 / 2, 1, 2],
  7: [3 / 8, 7 / 9, 9 / 7, 5 / 2],
};

/** A transform of one dimension: sets `out` from `x`. They share no locals; `t` are two more to work in. */
export type Transform = (
  x: readonly Vector[],
  out: readonly Vector[],
  t: readonly [Vector, Vector],
  constant: Constant,
) => void;

export interface Winograd {
  taps: number;
  points: number;
  /** As many values as there are points, to the points. */
  data: Transform;
  /** A filter's taps, {@link TILE} of them or `taps`, to the points, each divided by its Lagrange denominator. */
  filter: Transform;
  /** Products at the points to outputs, `taps` of them or {@link TILE}. */
  output: Transform;
}

/** The algorithm for filters of so many taps; undefined where there is none. */
export function winograd(taps: number): Winograd | undefined {
  const pairs = PAIRS[taps];
  if (!pairs) return undefined;
  return {
    taps,
    points: 2 * pairs.length + 2,
    data: dataTransform(pairs),
    filter: filterTransform(pairs),
    output: outputTransform(pairs),
  };
}

/** Coefficients of the product of (x - a^2) for all `a` in `pairs`, the constant one first, the last one 1. */
function product(pairs: readonly number[]): number[] {
  return pairs.reduce<number[]>(
    (coefficients, a) => {
      const shifted = [0, ...coefficients];
      return shifted.map((value, i) => value - a * a * (coefficients[i] ?? 0));
    },
    [1],
  );
}

/**
 * Each point takes the data's product with the polynomial that vanishes at all other points. In x squared it is the
 * product over the pairs, but for the point's own.
 */
function dataTransform(pairs: readonly number[]): Transform {
  return (d, points, [even, odd], constant) => {
    /** Sets `target` to the sum of every second value from `first` on, the last one unscaled. */
    const sum = (target: Vector, first: number, coefficients: readonly number[]) => {
      const last = coefficients.length - 1;
      for (let k = last - 1; k >= 0; k--) {
        const before = k === last - 1 ? d[first + 2 * last] : target;
        local.set(target, addMultiple(constant, before, coefficients[k], d[first + 2 * k]));
      }
    };
    sum(points[0], 0, product(pairs));
    pairs.forEach((a, i) => {
      const others = product(pairs.filter((b) => b !== a));
      sum(even, 2, others);
      sum(odd, 1, others);
      local.set(points[2 * i + 1], addMultiple(constant, even, a, odd));
      local.set(points[2 * i + 2], addMultiple(constant, even, -a, odd));
    });
    sum(points[points.length - 1], 1, product(pairs));
  };
}

function filterTransform(pairs: readonly number[]): Transform {
  return (taps, points, [even, odd], constant) => {
    const [atZero] = product(pairs);
    local.set(points[0], f32x4.mul(constant(1 / atZero), taps[0]));
    pairs.forEach((a, i) => {
      const others = pairs.filter((b) => b !== a);
      const scale = 1 / (2 * a * a * others.reduce((all, b) => all * (a * a - b * b), 1));
      taps.forEach((tap, power) => {
        const target = power % 2 === 0 ? even : odd;
        const factor = constant(scale * a ** power);
        local.set(target, power < 2 ? f32x4.mul(factor, tap) : multiplyAdd(factor, tap, target));
      });
      local.set(points[2 * i + 1], f32x4.add(even, odd));
      local.set(points[2 * i + 2], f32x4.sub(even, odd));
    });
    local.set(points[points.length - 1], taps[taps.length - 1]);
  };
}

function outputTransform(pairs: readonly number[]): Transform {
  return (points, out, [even, odd], constant) => {
    pairs.forEach((a, i) => {
      const [plus, minus] = [points[2 * i + 1], points[2 * i + 2]];
      local.set(even, f32x4.add(plus, minus));
      local.set(odd, f32x4.sub(plus, minus));
      out.forEach((target, power) => {
        const value = power % 2 === 0 ? even : odd;
        const before = power === 0 && i === 0 ? points[0] : target;
        if (i === 0 && power > 0) local.set(target, f32x4.mul(constant(a ** power), value));
        else local.set(target, addMultiple(constant, before, a ** power, value));
      });
    });
    const last = out[out.length - 1];
    local.set(last, f32x4.add(last, points[points.length - 1]));
  };
}

/** sum + factor * value; leaves it on the stack. */
function addMultiple(constant: Constant, sum: Vector, factor: number, value: Vector): Value {
  if (factor === 1) return f32x4.add(sum, value);
  if (factor === -1) return f32x4.sub(sum, value);
  return multiplyAdd(constant(factor), value, sum);
}
