/** Depthwise and transposed convolutions, and their gradients, give PyTorch's values. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { beforeAll, describe, it } from 'vitest';

import '../src/index.js';
import { expectClose } from './compute-kit.js';
import fixtures from './fixtures/convolutions.json' with { type: 'json' };

interface Values {
  shape: number[];
  values: number[];
}
interface Fixture {
  strides: number;
  pad: number;
  x: Values;
  filter: Values;
  y: Values;
  probe: Values;
  dx: Values;
  dFilter: Values;
}

const tensor = ({ values, shape }: Values) => tf.tensor4d(values, shape as [number, number, number, number]);

function check(fixture: Fixture, convolve: (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D): void {
  tf.tidy(() => {
    const [x, filter, probe] = [fixture.x, fixture.filter, fixture.probe].map(tensor);
    expectClose(convolve(x, filter).dataSync(), fixture.y.values, 'output');
    const [dx, dFilter] = tf.grads((a: tf.Tensor, b: tf.Tensor) =>
      tf.sum(tf.mul(convolve(a as tf.Tensor4D, b as tf.Tensor4D), probe)),
    )([x, filter]);
    expectClose(dx.dataSync(), fixture.dx.values, 'gradient of the input');
    expectClose(dFilter.dataSync(), fixture.dFilter.values, 'gradient of the filter');
  });
}

beforeAll(() => tf.setBackend('simd'));

describe.each(fixtures.depthwise)('depthwise: $x.shape * $filter.shape, strides $strides', (fixture) => {
  it('output and gradients', () => {
    check(fixture, (x, filter) => tf.depthwiseConv2d(x, filter, fixture.strides, fixture.pad));
  });
});

describe.each(fixtures.transposed)('transposed: $x.shape * $filter.shape, strides $strides', (fixture) => {
  it('output and gradients', () => {
    const outShape = fixture.y.shape as [number, number, number, number];
    check(fixture, (x, filter) => tf.conv2dTranspose(x, filter, outShape, fixture.strides, fixture.pad));
  });
});
