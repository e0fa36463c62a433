import { stripVTControlCharacters } from 'node:util';
import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { countOperations, type ProductKernel } from './count-operations.js';
import { profileModel } from './profile-model.js';
import { profileTables } from './profile-table.js';
import { RowBook } from './rows.js';
import { slowJavaScript, summarizeProfile } from './summarize-profile.js';

const tensor = (...shape: number[]): tf.TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });

describe('countOperations', () => {
  it.each<[ProductKernel, Record<string, tf.TensorInfo>, tf.NamedAttrMap, tf.TensorInfo, number, string]>([
    [
      'BatchMatMul',
      { a: tensor(64, 784), b: tensor(784, 512) },
      {},
      tensor(64, 512),
      64 * 784 * 512,
      '64x784 * 784x512',
    ],
    [
      'BatchMatMul',
      { a: tensor(2, 64, 10), b: tensor(2, 64, 5) },
      { transposeA: true },
      tensor(2, 10, 5),
      2 * 64 * 10 * 5,
      '2x64x10ᵀ * 2x64x5',
    ],
    [
      'FusedConv2D',
      { x: tensor(8, 30, 30, 3), filter: tensor(3, 3, 3, 16) },
      { strides: [2, 2] },
      tensor(8, 14, 14, 16),
      8 * 14 * 14 * 16 * 27,
      '8x30x30x3 * 3x3x3x16 -> 8x14x14x16 /2x2',
    ],
    [
      'Conv2DBackpropInput',
      { dy: tensor(8, 14, 14, 16), filter: tensor(3, 3, 4, 16) },
      { strides: [1, 1] },
      tensor(8, 14, 14, 4),
      8 * 14 * 14 * 16 * 36,
      '8x14x14x16 * 3x3x4x16 -> 8x14x14x4',
    ],
    [
      'Conv2DBackpropFilter',
      { x: tensor(8, 14, 14, 4), dy: tensor(8, 14, 14, 16) },
      { strides: 1 },
      tensor(3, 3, 4, 16),
      8 * 14 * 14 * 16 * 36,
      '8x14x14x4 * 8x14x14x16 -> 3x3x4x16',
    ],
    [
      'DepthwiseConv2dNative',
      { x: tensor(8, 14, 14, 4), filter: tensor(3, 3, 4, 2) },
      { strides: 1 },
      tensor(8, 14, 14, 8),
      8 * 14 * 14 * 8 * 9,
      '8x14x14x4 * 3x3x4x2 -> 8x14x14x8',
    ],
  ])('of %s', (kernel, inputs, attrs, output, multiplyAdds, shape) => {
    expect(countOperations(kernel, inputs, attrs, output)).toMatchObject({ multiplyAdds, shape });
  });

  it('counts each input and the output once', () => {
    const inputs = { a: tensor(2, 3), b: tensor(3, 4), bias: undefined };
    expect(countOperations('BatchMatMul', inputs, {}, tensor(2, 4)).bytes).toBe(4 * (6 + 12 + 8));
  });
});

/** Two steps of a kernel with a product in it, from 0 to 200 ms. */
function example() {
  const book = new RowBook();
  const product = book.product('Conv2D', '[]');
  product.calls = 4;
  product.operations = { shape: '1 * 2 -> 3', multiplyAdds: 50e6, bytes: 12 };
  const rows = {
    rest: book.rest,
    conv: book.row('kernel', 'Conv2D'),
    cast: book.row('kernel', 'Cast'),
    filter: book.row('program', 'winograd filter 6x4 {}', product),
    main: book.row('program', 'winograd 6x4 {}', product),
    waited: book.row('program', 'flat add(a,b)'),
  };
  const lengths: [keyof typeof rows, number][] = [
    ['rest', 40],
    ['conv', 4],
    ['waited', 8],
    ['filter', 8],
    ['main', 80],
    ['waited', 20],
    ['cast', 40],
  ];
  let end = 0;
  const segments = lengths.map(([row, length]) => ({ row: rows[row], start: end, end: (end += length) }));
  const calls = new Map(Object.entries(rows).map(([name, row]) => [row, name === 'rest' ? 0 : 4]));
  calls.delete(rows.rest);
  return { segments, calls };
}

describe('summarizeProfile', () => {
  const profile = summarizeProfile(example(), [{ start: 185, end: 195 }], 2);

  it('has rows that add up to the step', () => {
    expect(profile.msPerStep).toBe(100);
    expect(profile.rows.map(({ kind, name, calls, ms }) => [kind, name, calls, ms])).toEqual([
      ['wasm', 'winograd', 2, 40],
      ['tfjs', 'tfjs-core, tfjs-layers', 1, 20],
      ['javascript', 'Cast', 2, 15],
      ['wasm', 'flat', 2, 14],
      ['gc', 'garbage collection', 0.5, 5],
      ['wasm', 'winograd filter', 2, 4],
      ['javascript', 'Conv2D', 2, 2],
    ]);
    expect(profile.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('gives products their programs', () => {
    expect(profile.products).toEqual([
      {
        kernel: 'Conv2D',
        shape: '1 * 2 -> 3',
        calls: 2,
        multiplyAdds: 50e6,
        bytes: 12,
        ms: 22,
        gflops: 100 / 22,
        programs: { 'winograd filter': 2, winograd: 20 },
      },
    ]);
  });

  it('lists programs by their keys', () => {
    expect(profile.programs.map(({ key, calls, ms }) => [key, calls, ms])).toEqual([
      ['winograd 6x4 {}', 2, 40],
      ['flat add(a,b)', 2, 14],
      ['winograd filter 6x4 {}', 2, 4],
    ]);
  });

  it('names the JavaScript kernels that take more than 3 %', () => {
    expect(slowJavaScript(profile).map(({ name }) => name)).toEqual(['Cast']);
  });

  it('becomes tables', () => {
    const text = stripVTControlCharacters(profileTables({ model: 'FCN', batchSize: 64, ...profile }));
    expect(text).toContain('FCN, batch 64: 100.00 ms per step, mean of 2 steps');
    expect(text).toMatch(/│ javascript │ Cast +│ +2 │ 15\.000 │ 15\.00 % │/);
    expect(text).toMatch(
      /│ Conv2D │ 1 \* 2 -> 3 │ +2 │ +22\.000 │ +5 │ winograd filter 2\.000, winograd 20\.000 │/,
    );
    expect(text).toContain('JavaScript kernels that take more than 3 % of the step: Cast 15.00 %');
  });
});

describe('profileModel', () => {
  beforeAll(() => tf.setBackend('simd'));

  it('accounts for all of a step and leaves the backend as it was', async () => {
    const before = tf.getKernel('Conv2D', 'simd').kernelFunc;
    const launcher = (tf.backend() as unknown as { runtime: { launcher: { observer: unknown } } }).runtime
      .launcher;
    const { rows, msPerStep, products, steps } = await profileModel('SimpleCNN', 2, 0.05);
    expect(steps).toBeGreaterThanOrEqual(3);
    expect(rows.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(msPerStep, 6);
    expect(rows.every(({ ms }) => ms >= -1e-9)).toBe(true);
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['wasm', 'javascript', 'tfjs']));
    const forward = products.find(({ shape }) => shape === '2x14x14x32 * 3x3x32x64 -> 2x14x14x64');
    expect(forward).toMatchObject({ calls: 1, multiplyAdds: 2 * 14 * 14 * 64 * 9 * 32 });
    expect(forward!.ms).toBeGreaterThan(0);
    expect(forward!.programs).not.toHaveProperty('flat');
    // The gradient of the images is asked for and never read.
    expect(products.map(({ kernel, calls }) => `${kernel} ${calls}`).sort()).toEqual(
      [
        ...['Conv2D 1', 'Conv2D 1', 'Conv2DBackpropFilter 1', 'Conv2DBackpropFilter 1'],
        ...['Conv2DBackpropInput 1', '_FusedMatMul 1'],
        ...['BatchMatMul 1', 'BatchMatMul 1', 'BatchMatMul 1', 'BatchMatMul 1', 'BatchMatMul 1'],
      ].sort(),
    );
    expect(tf.getKernel('Conv2D', 'simd').kernelFunc).toBe(before);
    expect(launcher.observer).toBeNull();
  });
});
