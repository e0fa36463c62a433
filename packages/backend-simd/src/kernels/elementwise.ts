/** Elementwise kernels: they record themselves as expressions and compute nothing. */
import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { access, broadcastRuns, isSameShape, writeBroadcast } from '../expression/broadcast.js';
import type { Operand } from '../expression/expressions.js';
import { Node } from '../expression/node.js';
import { settings } from '../settings.js';
import { areFloats, areOfType, type Call, kernel } from './kernel.js';

/**
 * Whether to defer an operation: always, unless it is small and JavaScript has all its operands at hand.
 */
export function worthDeferring(
  backend: SimdBackend,
  tensors: readonly TensorInfo[],
  outSize: number,
): boolean {
  if (outSize >= settings.deferFrom) return true;
  return tensors.some(({ dataId }) => backend.dataOf(dataId).hostValues === undefined);
}

interface TensorOperand extends Operand {
  /** A tensor that was made for this use, and that the operation disposes of. */
  readonly temporary?: TensorInfo;
}

/** A tensor as an operand of an operation whose result has `outShape`. */
export function operand(backend: SimdBackend, tensor: TensorInfo, outShape: number[]): TensorOperand {
  const node = backend.node(tensor);
  const found = access(tensor.shape, outShape);
  if (found) return { node, mode: found.mode, columns: found.columns };
  const { memory } = backend.runtime;
  const source = backend.expressions.pointer(node);
  const { info, pointer } = backend.allocate(outShape);
  const target = memory.f32(pointer, util.sizeFromShape(outShape));
  writeBroadcast(memory.f32(source, node.size), broadcastRuns(tensor.shape, outShape), target);
  return { node: backend.node(info), mode: 'full', columns: 0, temporary: info };
}

/** A number as an operand. */
export function scalar(value: number): TensorOperand {
  return { node: Node.constant(1, Math.fround(value)), mode: 'scalar', columns: 0 };
}

/** Records an operation on operands of one backend and wraps it into a tensor. */
export function recorded(
  backend: SimdBackend,
  operation: string,
  outShape: number[],
  operands: readonly TensorOperand[],
  dtype: 'float32' | 'bool' = 'float32',
): TensorInfo {
  const node = backend.expressions.record(operation, util.sizeFromShape(outShape), operands);
  for (const { temporary } of operands) if (temporary) backend.disposeIntermediateTensorInfo(temporary);
  return backend.output(node, outShape, dtype);
}

/**
 * An operation on tensors of one type that are broadcast to each other.
 *
 * @param inputNames the kernel's inputs, in the order of the operation's operands
 */
function broadcasting(
  kernelName: string,
  inputNames: readonly string[],
  { from = 'float32', to = from }: { from?: 'float32' | 'bool'; to?: 'float32' | 'bool' } = {},
): KernelConfig {
  return kernel(kernelName, ({ inputs, backend }: Call<Record<string, TensorInfo>>) => {
    const tensors = inputNames.map((name) => inputs[name]);
    if (!areOfType(from, tensors)) return null;
    let outShape = tensors[0].shape;
    for (const { shape } of tensors) {
      if (!isSameShape(shape, outShape)) outShape = backend_util.assertAndGetBroadcastShape(outShape, shape);
    }
    if (!worthDeferring(backend, tensors, util.sizeFromShape(outShape))) return null;
    const operands = tensors.map((tensor) => operand(backend, tensor, outShape));
    return recorded(backend, kernelName, outShape, operands, to);
  });
}

/** @param parameters numbers of the kernel's attributes that the operation takes as further operands */
function unary(
  kernelName: string,
  parameters: (attrs: Record<string, number>) => number[] = () => [],
): KernelConfig {
  return kernel(kernelName, ({ inputs, attrs, backend }: Call<{ x: TensorInfo }, Record<string, number>>) => {
    const { x } = inputs;
    if (!areFloats([x]) || !worthDeferring(backend, [x], util.sizeFromShape(x.shape))) return null;
    const operands = [operand(backend, x, x.shape), ...parameters(attrs).map(scalar)];
    return recorded(backend, kernelName, x.shape, operands);
  });
}

const select = () =>
  kernel('Select', ({ inputs, backend }: Call<{ condition: TensorInfo; t: TensorInfo; e: TensorInfo }>) => {
    const { condition, t, e } = inputs;
    if (!areFloats([t, e]) || condition.dtype !== 'bool') return null;
    // A condition of lower rank selects whole rows: rare, and left to the CPU backend.
    if (!util.arraysEqual(condition.shape, t.shape) || !util.arraysEqual(t.shape, e.shape)) return null;
    const tensors = [condition, t, e];
    if (!worthDeferring(backend, tensors, util.sizeFromShape(t.shape))) return null;
    return recorded(
      backend,
      'Select',
      t.shape,
      tensors.map((tensor) => operand(backend, tensor, t.shape)),
    );
  });

const addN = () =>
  kernel('AddN', ({ inputs, backend }: Call<TensorInfo[]>) => {
    const [first, ...rest] = inputs;
    if (!first || rest.length === 0 || !areFloats(inputs)) return null;
    const { shape } = first;
    if (!worthDeferring(backend, inputs, util.sizeFromShape(shape))) return null;
    let sum = first;
    for (const tensor of rest) {
      const next = recorded(backend, 'Add', shape, [
        operand(backend, sum, shape),
        operand(backend, tensor, shape),
      ]);
      if (sum !== first) backend.disposeIntermediateTensorInfo(sum);
      sum = next;
    }
    return sum;
  });

/** Squares only: the general power has no kernel of its own. */
const pow = () =>
  kernel('Pow', ({ inputs, backend }: Call<{ a: TensorInfo; b: TensorInfo }>) => {
    const { a, b } = inputs;
    if (!areFloats([a, b]) || b.shape.length > a.shape.length) return null;
    if (!worthDeferring(backend, [a, b], util.sizeFromShape(a.shape))) return null;
    const exponent = backend.node(b);
    if (!exponent.isConstant || exponent.value !== 2) return null;
    const outShape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    return recorded(backend, 'Square', outShape, [operand(backend, a, outShape)]);
  });

/** Repeating along axes of length 1 is a broadcast. */
const tile = () =>
  kernel('Tile', ({ inputs, attrs, backend }: Call<{ x: TensorInfo }, { reps: number[] }>) => {
    const { x } = inputs;
    const { reps } = attrs;
    if (!areFloats([x]) || reps.length !== x.shape.length) return null;
    if (!reps.every((times, axis) => times === 1 || (times > 1 && x.shape[axis] === 1))) return null;
    const outShape = x.shape.map((length, axis) => length * reps[axis]);
    if (!worthDeferring(backend, [x], util.sizeFromShape(outShape))) return null;
    return recorded(backend, 'Identity', outShape, [operand(backend, x, outShape)]);
  });

const BINARY = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'];
const COMPARISONS = ['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual'];
const UNARY = [
  ...['Abs', 'Neg', 'Square', 'Sqrt', 'Rsqrt', 'Reciprocal', 'Floor', 'Ceil', 'Sign', 'Exp', 'Expm1', 'Log'],
  ...['Tanh', 'Sigmoid', 'Softplus', 'Relu', 'Relu6', 'Elu', 'Selu'],
];

export const elementwiseKernels = (): KernelConfig[] => [
  ...BINARY.map((name) => broadcasting(name, ['a', 'b'])),
  ...COMPARISONS.map((name) => broadcasting(name, ['a', 'b'], { to: 'bool' })),
  broadcasting('Prelu', ['x', 'alpha']),
  broadcasting('EluGrad', ['dy', 'y']),
  broadcasting('LogicalAnd', ['a', 'b'], { from: 'bool' }),
  broadcasting('LogicalOr', ['a', 'b'], { from: 'bool' }),
  broadcasting('LogicalNot', ['x'], { from: 'bool' }),
  ...UNARY.map((name) => unary(name)),
  unary('Step', ({ alpha }) => [alpha]),
  unary('LeakyRelu', ({ alpha }) => [alpha]),
  unary('ClipByValue', ({ clipValueMin, clipValueMax }) => [clipValueMin, clipValueMax]),
  select(),
  addN(),
  pow(),
  tile(),
];
