import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import type { Node } from '../expression/node.js';
import type { Reducer } from '../expression/reduction-program.js';
import { operand, recorded, scalar, worthDeferring } from './elementwise.js';
import { areFloats, type Call, kernel } from './kernel.js';

interface Reduction {
  readonly outShape: number[];
  readonly reduceSize: number;
  readonly node: Node;
}

/**
 * Reduces a tensor, whose value may still be an expression, over axes that lie side by side.
 *
 * @returns null where other axes lie between them
 */
function reduce(
  backend: SimdBackend,
  x: TensorInfo,
  axis: number | number[],
  keepDims: boolean,
  reducer: Reducer,
) {
  const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
  const isReduced = x.shape.map((length, i) => axes.includes(i) && length > 1);
  const first = isReduced.indexOf(true);
  const last = isReduced.lastIndexOf(true);
  const between = x.shape.slice(first, last + 1);
  if (first < 0 || between.some((length, i) => length > 1 && !isReduced[first + i])) return null;
  const groups = util.sizeFromShape(x.shape.slice(0, first));
  const reduceSize = util.sizeFromShape(between);
  const columns = util.sizeFromShape(x.shape.slice(last + 1));
  if (!worthDeferring(backend, [x], groups * reduceSize * columns)) return null;
  const outShape = keepDims
    ? backend_util.expandShapeToKeepDim(
        x.shape.filter((_, i) => !axes.includes(i)),
        axes,
      )
    : x.shape.filter((_, i) => !axes.includes(i));
  const source = backend.node(x);
  const node =
    columns === 1
      ? backend.expressions.reduceColumns(source, { rows: groups, columns: reduceSize }, reducer)
      : backend.expressions.reduceRows(source, { groups, rows: reduceSize, columns, reducer });
  return { outShape, reduceSize, node } satisfies Reduction;
}

type ReduceCall = Call<{ x: TensorInfo }, { axis: number | number[]; keepDims: boolean }>;

const sum = () =>
  kernel('Sum', ({ inputs: { x }, attrs: { axis, keepDims }, backend }: ReduceCall) => {
    const reduced = areFloats([x]) ? reduce(backend, x, axis, keepDims, 'sum') : null;
    return reduced && backend.output(reduced.node, reduced.outShape);
  });

const max = () =>
  kernel(
    'Max',
    ({
      inputs: { x },
      attrs,
      backend,
    }: Call<{ x: TensorInfo }, { reductionIndices: number | number[]; keepDims: boolean }>) => {
      const reduced = areFloats([x])
        ? reduce(backend, x, attrs.reductionIndices, attrs.keepDims, 'max')
        : null;
      return reduced && backend.output(reduced.node, reduced.outShape);
    },
  );

const mean = () =>
  kernel('Mean', ({ inputs: { x }, attrs: { axis, keepDims }, backend }: ReduceCall) => {
    const reduced = areFloats([x]) ? reduce(backend, x, axis, keepDims, 'sum') : null;
    if (!reduced) return null;
    const total = backend.output(reduced.node, reduced.outShape);
    const { outShape, reduceSize } = reduced;
    const info = recorded(backend, 'RealDiv', outShape, [
      operand(backend, total, outShape),
      scalar(reduceSize),
    ]);
    backend.disposeIntermediateTensorInfo(total);
    return info;
  });

export const reduceKernels = (): KernelConfig[] => [sum(), max(), mean()];
