import { broadcast_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { matMul } from '../compute/matmul.js';
import { type FusedAttributes, type FusedInputs, biasAndActivation, canEnd } from './activation.js';
import { areFloats, type Call, kernel } from './kernel.js';
import { multiplied } from './multiplied.js';

interface Inputs {
  a: TensorInfo;
  b: TensorInfo;
}
interface Attributes {
  transposeA: boolean;
  transposeB: boolean;
}

/** @returns null where an operand is no matrix, or where batches are broadcast in a way that is neither one matrix for all nor one for each */
function product(
  backend: SimdBackend,
  { a, b }: Inputs,
  { transposeA, transposeB }: Attributes,
): TensorInfo | null {
  if (!areFloats([a, b]) || Math.min(a.shape.length, b.shape.length) < 2) return null;
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [innerB, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== innerB) return null;
  const batchShape = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const batch = util.sizeFromShape(batchShape);
  const [batchA, batchB] = [a, b].map(({ shape }) => util.sizeFromShape(shape.slice(0, -2))) as [
    number,
    number,
  ];
  if ((batchA !== batch && batchA !== 1) || (batchB !== batch && batchB !== 1)) return null;
  const shape = {
    m,
    n,
    k,
    batch,
    transposeA,
    transposeB,
    broadcastA: batchA < batch,
    broadcastB: batchB < batch,
  };
  return multiplied(backend, [a, b], [...batchShape, m, n], {
    key: `matMul ${batch} ${m} ${n} ${k}`,
    columns: n,
    compute: ([pointerA, pointerB], out, epilogue) =>
      matMul(backend.runtime, shape, pointerA, pointerB, out, epilogue),
  });
}

export const batchMatMul = (): KernelConfig =>
  kernel('BatchMatMul', ({ inputs, attrs, backend }: Call<Inputs, Attributes>) =>
    product(backend, inputs, attrs),
  );

export const fusedMatMul = (): KernelConfig =>
  kernel(
    '_FusedMatMul',
    ({ inputs, attrs, backend }: Call<Inputs & FusedInputs, Attributes & FusedAttributes>) => {
      if (!canEnd(inputs, attrs)) return null;
      const info = product(backend, inputs, attrs);
      return info && biasAndActivation(backend, info, inputs, attrs);
    },
  );
