import { stripVTControlCharacters } from 'node:util';
import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureGrowth, measureSteps } from './measure-memory.js';
import { growthTable, memoryTable } from './memory-table.js';
import { peakBytes, peakOf } from './resident-memory.js';

describe('peakBytes', () => {
  it('is what Linux says of the process', () => {
    expect(peakOf('VmPeak:\t  900 kB\nVmHWM:\t  123 kB\nVmRSS:\t  100 kB\n')).toBe(123 * 1024);
    expect(() => peakOf('Name: node\n')).toThrow(/no VmHWM/);
  });

  it('is at least what is resident', () => {
    expect(peakBytes()).toBeGreaterThan(0.9 * process.memoryUsage.rss());
  });
});

describe('training on simd', () => {
  beforeAll(() => tf.setBackend('simd'));

  it('has a peak', async () => {
    const { baselineBytes, peakBytes, reservedBytes } = await measureSteps('SimpleCNN', 4, 2);
    expect(peakBytes).toBeGreaterThanOrEqual(baselineBytes);
    expect(reservedBytes).toBeGreaterThan(4 * 3 * 421_642);
  });

  it('takes no more memory the longer it goes on', async () => {
    const [early, late] = await measureGrowth('Depth 2', 2, [10, 60]);
    expect([early.step, late.step]).toEqual([10, 60]);
    expect(late.inUseBytes).toBe(early.inUseBytes);
    expect(late.reservedBytes).toBe(early.reservedBytes);
    expect(late.tensors).toBe(early.tensors);
  });
});

describe('the tables', () => {
  const MiB = 2 ** 20;

  it('hold the engines against each other', () => {
    const text = stripVTControlCharacters(
      memoryTable([
        {
          model: 'FCN',
          batchSize: 64,
          simd: { baselineBytes: 100 * MiB, peakBytes: 180 * MiB, reservedBytes: 60 * MiB },
          pytorch: { baselineBytes: 200 * MiB, peakBytes: 260 * MiB },
        },
      ]),
    );
    expect(text).toMatch(/FCN +│ simd +│ 180 MiB │ +100 MiB │ +80 MiB │ +60 MiB │/);
    expect(text).toMatch(/FCN +│ PyTorch │ 260 MiB │ +200 MiB │ +60 MiB │ +│/);
  });

  it('show growth', () => {
    const row = {
      inUseBytes: 1234,
      reservedBytes: 2 * MiB,
      tensors: 29,
      heapBytes: 22 * MiB,
      residentBytes: 150 * MiB,
    };
    expect(stripVTControlCharacters(growthTable([{ step: 1000, ...row }]))).toMatch(
      /1000 │ +1234 │ +2 MiB │ +29 │ +22 MiB │ +150 MiB │/,
    );
  });
});
