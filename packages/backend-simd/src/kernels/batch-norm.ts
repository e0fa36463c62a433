import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import type { Operand } from '../expression/expressions.js';
import type { Node } from '../expression/node.js';
import { scalar, worthDeferring } from './elementwise.js';
import { areFloats, type Call, kernel } from './kernel.js';

interface Inputs {
  x: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  scale?: TensorInfo;
  offset?: TensorInfo;
}

/** A statistic as an operand: tfjs repeats it along the last axes, whatever its rank. */
function repeated(node: Node, size: number): Operand {
  if (node.size === size) return { node, mode: 'full', columns: 0 };
  return node.size === 1 ? { node, mode: 'scalar', columns: 0 } : { node, mode: 'row', columns: node.size };
}

/** offset + (x - mean) * (scale / sqrt(variance + epsilon)), the factor computed once per channel. */
function normalize(backend: SimdBackend, inputs: Inputs, epsilon: number): Node {
  const { expressions } = backend;
  const size = util.sizeFromShape(inputs.x.shape);
  const made: Node[] = [];
  const record = (operation: string, length: number, ...operands: Operand[]) => {
    const node = expressions.record(operation, length, operands);
    made.push(node);
    return node;
  };
  try {
    const [mean, variance] = [backend.node(inputs.mean), backend.node(inputs.variance)];
    const length = Math.max(variance.size, inputs.scale ? backend.node(inputs.scale).size : 1);
    const shifted = record('Add', variance.size, repeated(variance, variance.size), scalar(epsilon));
    let factor = record('Rsqrt', variance.size, repeated(shifted, variance.size));
    if (inputs.scale) {
      const scale = backend.node(inputs.scale);
      factor = record('Multiply', length, repeated(factor, length), repeated(scale, length));
    }
    const centred = record('Sub', size, repeated(backend.node(inputs.x), size), repeated(mean, size));
    record('Multiply', size, repeated(centred, size), repeated(factor, size));
    if (inputs.offset) {
      const offset = backend.node(inputs.offset);
      record('Add', size, repeated(made[made.length - 1], size), repeated(offset, size));
    }
    return made.pop() as Node;
  } finally {
    for (const node of made) node.disown();
  }
}

export const batchNorm = (): KernelConfig =>
  kernel('FusedBatchNorm', ({ inputs, attrs, backend }: Call<Inputs, { varianceEpsilon?: number }>) => {
    const { x, mean, variance, scale, offset } = inputs;
    const tensors = [x, mean, variance, scale, offset].filter(
      (tensor) => tensor !== undefined && tensor !== null,
    );
    if (!areFloats(tensors) || !worthDeferring(backend, tensors, util.sizeFromShape(x.shape))) return null;
    // Other ranks than the channels' are compared by the CPU backend, which has the error messages.
    if (tensors.some(({ shape }) => shape.length !== mean.shape.length && shape !== x.shape)) return null;
    return backend.output(normalize(backend, inputs, attrs.varianceEpsilon ?? 0.001), x.shape);
  });
