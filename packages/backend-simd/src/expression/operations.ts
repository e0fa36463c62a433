/**
 * The elementwise operations that expressions are made of, by their tfjs kernel names. Each is told twice: as
 * WebAssembly on four floats, and as plain JavaScript for constants that are folded while recording. Booleans
 * are the floats 0 and 1 (or others: tfjs adds two booleans to a boolean of 2). NaN, infinities and signed zeros are treated as the tfjs `cpu` backend treats them.
 */
import { backend_util } from '@tensorflow/tfjs-core';
import { f32x4, local, type Local, type StackVar, v128 } from 'wasmati';

import { constant, exp, expm1, log, sigmoid, softplus, tanh, type Temporaries } from '../wasm/vector-math.js';

type Vector = Local<'v128'>;

export interface Operation {
  readonly name: string;
  /** Which of the operations this is, for {@link operationAt}. */
  readonly index: number;
  /** Rough work per element in units of one addition: whether recomputing beats storing. */
  readonly cost: number;
  /** Emits code that leaves the result in `out`, which may be one of the operands. */
  readonly emit: (out: Vector, operands: readonly Vector[], temporaries: Temporaries) => void;
  readonly evaluate: (...operands: number[]) => number;
}

const TRANSCENDENTAL = 20;
const DIVISION = 4;

export const operations = new Map<string, Operation>();
const inOrder: Operation[] = [];

/** The operation with an index. */
export function operationAt(index: number): Operation {
  return inOrder[index];
}

function add(operation: Omit<Operation, 'index'>): void {
  const indexed = { ...operation, index: inOrder.length };
  inOrder.push(indexed);
  operations.set(operation.name, indexed);
}

function define(
  name: string,
  evaluate: Operation['evaluate'],
  emit: (a: Vector, b: Vector, c: Vector) => StackVar<'v128'>,
  cost = 1,
): void {
  add({
    name,
    cost,
    evaluate,
    emit: (out, [a, b, c]) => {
      emit(a, b, c);
      local.set(out);
    },
  });
}

function defineWithTemporaries(
  name: string,
  evaluate: Operation['evaluate'],
  emit: (x: Vector, out: Vector, temporaries: Temporaries) => void,
): void {
  add({
    name,
    cost: TRANSCENDENTAL,
    evaluate,
    emit: (out, [x], temporaries) => emit(x, out, temporaries),
  });
}

/** A comparison's mask as 0 or 1. */
const asBoolean = (mask: StackVar<'v128'>) => v128.and(mask, constant(1));

define(
  'Identity',
  (a) => a,
  (a) => local.get(a),
  0,
);
define(
  'Add',
  (a, b) => a + b,
  (a, b) => f32x4.add(a, b),
);
define(
  'Sub',
  (a, b) => a - b,
  (a, b) => f32x4.sub(a, b),
);
define(
  'Multiply',
  (a, b) => a * b,
  (a, b) => f32x4.mul(a, b),
);
define(
  'RealDiv',
  (a, b) => a / b,
  (a, b) => f32x4.div(a, b),
  DIVISION,
);
define(
  'Maximum',
  (a, b) => Math.max(a, b),
  (a, b) => f32x4.max(a, b),
);
define(
  'Minimum',
  (a, b) => Math.min(a, b),
  (a, b) => f32x4.min(a, b),
);
define(
  'SquaredDifference',
  (a, b) => (a - b) * (a - b),
  (a, b) => {
    // Both factors from the operands, since the result may overwrite one of them.
    const difference = f32x4.sub(a, b);
    return f32x4.mul(difference, f32x4.sub(a, b));
  },
  3,
);
define(
  'Greater',
  (a, b) => Number(a > b),
  (a, b) => asBoolean(f32x4.gt(a, b)),
);
define(
  'GreaterEqual',
  (a, b) => Number(a >= b),
  (a, b) => asBoolean(f32x4.ge(a, b)),
);
define(
  'Less',
  (a, b) => Number(a < b),
  (a, b) => asBoolean(f32x4.lt(a, b)),
);
define(
  'LessEqual',
  (a, b) => Number(a <= b),
  (a, b) => asBoolean(f32x4.le(a, b)),
);
define(
  'Equal',
  (a, b) => Number(a === b),
  (a, b) => asBoolean(f32x4.eq(a, b)),
);
define(
  'NotEqual',
  (a, b) => Number(a !== b),
  (a, b) => asBoolean(f32x4.ne(a, b)),
);
define(
  'LogicalAnd',
  (a, b) => a && b,
  (a, b) => v128.bitselect(b, a, f32x4.ne(a, constant(0))),
);
define(
  'LogicalOr',
  (a, b) => a || b,
  (a, b) => v128.bitselect(a, b, f32x4.ne(a, constant(0))),
);
define(
  'LogicalNot',
  (a) => Number(!a),
  (a) => asBoolean(f32x4.eq(a, constant(0))),
);
define(
  'Select',
  (condition, t, e) => (condition === 1 ? t : e),
  (condition, t, e) => v128.bitselect(t, e, f32x4.eq(condition, constant(1))),
);

define('Abs', Math.abs, (a) => f32x4.abs(a));
define(
  'Neg',
  (a) => -a,
  (a) => f32x4.neg(a),
);
define(
  'Square',
  (a) => a * a,
  (a) => f32x4.mul(a, a),
);
define('Sqrt', Math.sqrt, (a) => f32x4.sqrt(a), DIVISION);
define(
  'Rsqrt',
  (a) => 1 / Math.sqrt(a),
  (a) => f32x4.div(constant(1), f32x4.sqrt(a)),
  2 * DIVISION,
);
define(
  'Reciprocal',
  (a) => 1 / a,
  (a) => f32x4.div(constant(1), a),
  DIVISION,
);
define('Floor', Math.floor, (a) => f32x4.floor(a));
define('Ceil', Math.ceil, (a) => f32x4.ceil(a));
define(
  'Sign',
  (a) => (a > 0 ? 1 : a < 0 ? -1 : 0),
  (a) => f32x4.sub(asBoolean(f32x4.gt(a, constant(0))), asBoolean(f32x4.lt(a, constant(0)))),
  3,
);
define(
  'Relu',
  (a) => Math.max(0, a),
  (a) => f32x4.max(a, constant(0)),
);
define(
  'Relu6',
  (a) => Math.min(Math.max(0, a), 6),
  (a) => f32x4.min(f32x4.max(a, constant(0)), constant(6)),
  2,
);
/** Operands: x, alpha. */
const leak = (x: number, alpha: number) => (x < 0 ? alpha * x : x);
for (const name of ['LeakyRelu', 'Prelu']) {
  define(name, leak, (x, alpha) => v128.bitselect(f32x4.mul(alpha, x), x, f32x4.lt(x, constant(0))), 3);
}
/** Operands: x, alpha. */
define(
  'Step',
  (x, alpha) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : alpha),
  (x, alpha) =>
    v128.bitselect(v128.bitselect(constant(1), alpha, f32x4.gt(x, constant(0))), x, f32x4.eq(x, x)),
  3,
);
/** Operands: x, clipValueMin, clipValueMax. */
define(
  'ClipByValue',
  (x, low, high) => (x > high ? high : x < low ? low : x),
  (x, low, high) => v128.bitselect(high, v128.bitselect(low, x, f32x4.lt(x, low)), f32x4.gt(x, high)),
  3,
);
/** Operands: dy, y. */
define(
  'EluGrad',
  (dy, y) => (y >= 0 ? dy : dy * (y + 1)),
  (dy, y) => v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, constant(1))), f32x4.ge(y, constant(0))),
  3,
);

defineWithTemporaries('Exp', Math.exp, exp);
defineWithTemporaries('Expm1', Math.expm1, expm1);
defineWithTemporaries('Log', Math.log, log);
defineWithTemporaries('Tanh', Math.tanh, tanh);
defineWithTemporaries('Sigmoid', (x) => 1 / (1 + Math.exp(-x)), sigmoid);
defineWithTemporaries(
  'Elu',
  (x) => (x >= 0 ? x : Math.expm1(x)),
  (x, out, temporaries) => {
    const z = temporaries[4];
    expm1(x, z, temporaries);
    local.set(out, v128.bitselect(x, z, f32x4.ge(x, constant(0))));
  },
);
defineWithTemporaries(
  'Selu',
  (x) => (x >= 0 ? backend_util.SELU_SCALE * x : backend_util.SELU_SCALEALPHA * Math.expm1(x)),
  (x, out, temporaries) => {
    const z = temporaries[4];
    expm1(x, z, temporaries);
    local.set(z, f32x4.mul(z, constant(backend_util.SELU_SCALEALPHA)));
    local.set(
      out,
      v128.bitselect(f32x4.mul(x, constant(backend_util.SELU_SCALE)), z, f32x4.ge(x, constant(0))),
    );
  },
);
defineWithTemporaries('Softplus', (x) => (x > 16 ? x : Math.log1p(Math.exp(x))), softplus);
