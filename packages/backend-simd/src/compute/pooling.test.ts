import '@tensorflow/tfjs-backend-cpu';

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { avgPoolGrad } from './avg-pool-grad.js';
import { avgPool } from './avg-pool.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { maxPool } from './max-pool.js';
import type { PoolShape } from './pooling.js';

const rt = createRuntime();

interface Case {
  x: [number, number, number, number];
  filterSize: [number, number];
  strides: [number, number];
  pad: 'same' | 'valid' | number;
}

const cases: Case[] = [
  { x: [2, 8, 8, 16], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
  { x: [2, 7, 9, 5], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
  { x: [1, 7, 9, 5], filterSize: [2, 2], strides: [2, 2], pad: 'same' },
  { x: [3, 6, 5, 3], filterSize: [3, 3], strides: [1, 1], pad: 'same' },
  { x: [2, 9, 9, 7], filterSize: [3, 3], strides: [2, 2], pad: 'same' },
  { x: [2, 9, 8, 1], filterSize: [3, 2], strides: [2, 3], pad: 'valid' },
  { x: [2, 9, 9, 4], filterSize: [2, 2], strides: [3, 3], pad: 'valid' },
  { x: [1, 5, 5, 6], filterSize: [5, 5], strides: [1, 1], pad: 'same' },
  { x: [2, 4, 4, 9], filterSize: [4, 4], strides: [4, 4], pad: 'valid' },
  { x: [2, 4, 5, 4], filterSize: [1, 1], strides: [2, 2], pad: 'valid' },
  { x: [1, 6, 6, 4], filterSize: [3, 3], strides: [2, 2], pad: 1 },
  { x: [0, 6, 6, 4], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
];

function setUp({ x, filterSize, strides, pad }: Case) {
  const info = tf.backend_util.computePool2DInfo(x, filterSize, strides, 1, pad);
  const shape: PoolShape = {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
  return {
    shape,
    attributes: { filterSize, strides, pad },
    inSize: x.reduce((a, b) => a * b),
    outShape: info.outShape,
  };
}

/** What tfjs's cpu backend computes. */
function onCpu(
  kernel: string,
  inputs: Record<string, [Float32Array, number[]]>,
  attributes: object,
): Float32Array {
  return tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, [values, shape]]) => [name, tf.tensor(values, shape)]),
    );
    const result = tf.engine().runKernel<tf.Tensor>(kernel, tensors, attributes as tf.NamedAttrMap);
    return result.dataSync<'float32'>();
  });
}

/** Values with many ties, NaN, infinities and zeros of both signs. */
function awkward(length: number): Float32Array {
  const values = [NaN, -Infinity, 0, -0, 1, 1, -1, Infinity, 2, -Infinity, NaN];
  return uniform(length, 5).map((v) => values[Math.floor(((v + 1) / 2) * values.length)]);
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('$x, filter $filterSize, strides $strides, $pad', (poolCase) => {
  const { shape, attributes, inSize, outShape } = setUp(poolCase);
  const outSize = outShape.reduce((a, b) => a * b);
  const inputs = [uniform(inSize, 1), awkward(inSize)];

  it('pools as the cpu backend does', () => {
    for (const x of inputs) {
      const out = room(rt, outSize);
      maxPool(rt, shape, put(rt, x), out);
      expect(take(rt, out, outSize)).toEqual(onCpu('MaxPool', { x: [x, poolCase.x] }, attributes));
      avgPool(rt, shape, put(rt, x), out);
      expectClose(take(rt, out, outSize), onCpu('AvgPool', { x: [x, poolCase.x] }, attributes));
    }
  });

  it('has the gradients of the cpu backend', () => {
    const dy = uniform(outSize, 2);
    for (const x of inputs) {
      const dx = room(rt, inSize);
      maxPoolGrad(rt, shape, put(rt, dy), put(rt, x), dx);
      const output = new Float32Array(outSize);
      const named = {
        dy: [dy, outShape],
        input: [x, poolCase.x],
        output: [output, outShape],
      } satisfies Record<string, [Float32Array, number[]]>;
      expectClose(take(rt, dx, inSize), onCpu('MaxPoolGrad', named, attributes));
      avgPoolGrad(rt, shape, put(rt, dy), dx);
      expectClose(
        take(rt, dx, inSize),
        onCpu('AvgPoolGrad', { dy: named.dy, input: named.input }, attributes),
      );
    }
  });
});
