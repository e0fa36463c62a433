import { expect, it } from 'vitest';

import { createRuntime, put, room, take, uniform } from '../../test/compute-kit.js';
import { convShape } from '../../test/conv-reference.js';
import {
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
} from './depthwise-conv2d.js';

it('does every task by itself, in all three directions', () => {
  const runtimes = [createRuntime(), createRuntime({ singleTasks: true })];
  for (const multiplier of [1, 3]) {
    const channels: [number, number] = [21, 21 * multiplier];
    const shape = convShape({
      batch: 3,
      size: [45, 37],
      channels,
      filter: [3, 3],
      stride: [2, 1],
      pad: [1, 1, 1, 1],
    });
    const pixels = { x: 3 * 45 * 37, y: 3 * shape.outHeight * shape.outWidth };
    const sizes = { x: pixels.x * channels[0], y: pixels.y * channels[1], filter: 9 * channels[1] };
    const directions = [
      { compute: depthwiseConv2d, from: [sizes.x, sizes.filter], to: sizes.y },
      { compute: depthwiseConv2dBackpropInput, from: [sizes.y, sizes.filter], to: sizes.x },
      { compute: depthwiseConv2dBackpropFilter, from: [sizes.x, sizes.y], to: sizes.filter },
    ];
    for (const { compute, from, to } of directions) {
      const [all, single] = runtimes.map((rt) => {
        const out = room(rt, to);
        compute(rt, shape, put(rt, uniform(from[0], 1)), put(rt, uniform(from[1], 2)), out);
        return take(rt, out, to);
      });
      expect(single.every((value, i) => Object.is(value, all[i]) && Number.isFinite(value))).toBe(true);
    }
  }
});
