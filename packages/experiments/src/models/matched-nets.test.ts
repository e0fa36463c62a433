import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { parameterCount } from './count.js';
import { matchedCifar10Nets, matchedMnistNets } from './matched-nets.js';

beforeAll(() => tfc.setBackend('cpu'));

it.each([
  ['1.1', matchedMnistNets, [92_393, 93_234, 92_650]],
  ['1.2', matchedCifar10Nets, [92_897, 92_939, 93_082]],
])('the matched nets of study %s have as many parameters as each other, within 2 %%', (_, nets, expected) => {
  const counts = nets.map(({ build, inputShape }) => {
    const model = build({ inputShape, seed: 1 });
    const count = parameterCount(model);
    model.dispose();
    return count;
  });
  expect(counts).toEqual(expected);
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.02);
});
