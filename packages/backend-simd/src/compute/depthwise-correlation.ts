/**
 * What depthwise convolution and its input gradient share: every channel of an output pixel is a sum over taps of that
 * channel of a source pixel times a weight. Vectors lie along the channels.
 */
import { call, func, i32, local, type Local, v128 } from 'wasmati';

import { type Image, paddedImage } from '../wasm/image.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { multiplyAdd } from '../wasm/micro-kernel.js';
import { entry } from '../wasm/program.js';
import { balancedTiles } from '../wasm/tile-shape.js';
import { constant } from '../wasm/vector-math.js';
import { channelGroups, storeLanes } from './channel-groups.js';
import { reach } from './correlation.js';
import type { Axis } from './correlation-shape.js';
import type { Runtime } from './runtime.js';

export interface DepthwiseCorrelation {
  batch: number;
  /** Source and output have as many channels. */
  source: Image;
  out: Image;
  /** All combinations of a vertical and a horizontal axis are computed; they cover the output exactly once. */
  vertical: readonly Axis[];
  horizontal: readonly Axis[];
  filterWidth: number;
}

/** Pixels of a row that are computed at once. */
const PIXELS = 4;
/** Multiplications that are worth a task of their own. */
const TASK_PRODUCTS = 2 ** 17;

/** out = source correlated with filter [height, width, channels]. */
export function correlateDepthwise(
  rt: Runtime,
  correlation: DepthwiseCorrelation,
  source: number,
  filter: number,
  out: number,
): void {
  const { batch, vertical, horizontal } = correlation;
  const rows = Math.max(...vertical.map(({ count }) => count));
  const taps = (axes: readonly Axis[]) => axes.reduce((sum, axis) => sum + axis.count * axis.taps.length, 0);
  const products = correlation.out.channels * taps(vertical) * taps(horizontal);
  const bandRows = Math.ceil(rows / Math.min(rows, Math.max(1, Math.round(products / TASK_PRODUCTS))));
  const key = `depthwise correlation ${JSON.stringify({ ...correlation, batch: 0 })}`;
  const program = rt.programs.get(key, () =>
    depthwiseProgram(correlation, bandRows, Math.ceil(rows / bandRows)),
  );
  rt.launcher.launch(program, batch * Math.ceil(rows / bandRows), [source, filter, out]);
}

/** A task is a band of rows of one image. */
function depthwiseProgram(correlation: DepthwiseCorrelation, bandRows: number, bands: number) {
  const { source, out, vertical, horizontal, filterWidth } = correlation;
  const { channels } = out;
  const read = vertical.filter(({ count, taps }) => count > 0 && taps.length > 0);
  const step = read[0]?.step ?? 1;
  const top = read.length > 0 ? Math.min(...read.map(({ start }) => start)) : 0;
  const windowRows = Math.max(
    0,
    ...read.map(
      ({ start, taps, tapStep }) => start - top + (bandRows - 1) * step + (taps.length - 1) * tapStep + 1,
    ),
  );
  const image = paddedImage(source, reach(vertical), reach(horizontal), windowRows);
  const { pixel, pitch } = image;
  const outPitch = pixel * out.width;
  const groups = channelGroups(channels);
  const grids = vertical.flatMap((v) =>
    horizontal
      .filter((h) => h.count > 0 && v.count > 0)
      .map((h) => ({
        v,
        aStart: image.origin + (v.start - top) * pitch + h.start * pixel,
        outStart: v.outStart * outPitch + h.outStart * pixel,
        rows: groups.map(({ vectors, lanes }) =>
          depthwiseRow({
            count: h.count,
            aStride: h.step * pixel,
            outStride: h.outStep * pixel,
            taps: v.taps.flatMap((y, i) =>
              h.taps.map((x, j) => ({
                a: i * v.tapStep * pitch + j * h.tapStep * pixel,
                filter: pixel * (y * filterWidth + x),
              })),
            ),
            vectors,
            lanes,
          }),
        ),
      })),
  );

  return {
    // Vectors at the end of a pixel may read a little further.
    scratchBytes: image.bytes + 16,
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], [task, band, base, row, stop, n, a, weights, to, first]) => {
        image.prepare(scratch);
        range(task, begin, end, () => {
          local.set(band, i32.rem_u(task, bands));
          local.set(a, i32.mul(i32.div_u(task, bands), pixel * source.width * source.height));
          local.set(a, i32.add(a, i32.load({}, args)));
          local.set(first, i32.add(i32.mul(band, bandRows * step), top));
          image.load(a, first, scratch, base, [to, row, n]);
          for (const { v, aStart, outStart, rows } of grids) {
            local.set(first, i32.mul(band, bandRows));
            local.set(stop, i32.add(first, bandRows));
            local.set(n, v.count);
            limitTo(stop, n);
            range(first, first, stop, () => {
              local.set(row, i32.mul(band, bandRows));
              local.set(a, i32.mul(i32.sub(first, row), step * pitch));
              local.set(a, i32.add(i32.add(a, base), aStart));
              local.set(to, i32.mul(i32.div_u(task, bands), outPitch * out.height));
              local.set(to, i32.add(to, i32.load({ offset: 8 }, args)));
              local.set(to, i32.add(to, i32.mul(first, v.outStep * outPitch)));
              advance(to, outStart);
              local.set(weights, i32.load({ offset: 4 }, args));
              groups.forEach(({ count, vectors }, i) => {
                times(n, count, () => {
                  call(rows[i], [a, weights, to]);
                  for (const pointer of [a, weights, to]) advance(pointer, 16 * vectors);
                });
              });
            });
          }
        });
      },
    ),
  };
}

interface Row {
  /** Number of outputs, and the distances of neighbours in the source and in the output, in bytes. */
  count: number;
  aStride: number;
  outStride: number;
  /** Where taps lie in the source and in the filter, in bytes. */
  taps: readonly { a: number; filter: number }[];
  vectors: number;
  /** Channels to write of the last vector. */
  lanes: number;
}

/** (a, filter, out): some channels of a row of outputs. */
function depthwiseRow({ count, aStride, outStride, taps, vectors, lanes }: Row) {
  const locals = [i32, ...Array<typeof v128>((PIXELS + 1) * vectors).fill(v128)] as const;
  return func({ in: [i32, i32, i32], locals: [...locals], out: [] }, ([a, filter, out], all) => {
    const n = all[0];
    const weights = all.slice(1, 1 + vectors) as Local<'v128'>[];
    const sums = all.slice(1 + vectors) as Local<'v128'>[];
    for (const { rows: pixels, tiles } of balancedTiles(count, PIXELS)) {
      times(n, tiles, () => {
        for (let i = 0; i < pixels * vectors; i++) local.set(sums[i], constant(0));
        for (const tap of taps) {
          weights.forEach((weight, j) =>
            local.set(weight, v128.load({ offset: tap.filter + 16 * j }, filter)),
          );
          for (let i = 0; i < pixels; i++) {
            weights.forEach((weight, j) => {
              const sum = sums[i * vectors + j];
              const value = v128.load({ offset: tap.a + i * aStride + 16 * j }, a);
              local.set(sum, multiplyAdd(value, weight, sum));
            });
          }
        }
        for (let i = 0; i < pixels; i++) {
          weights.forEach((_, j) =>
            storeLanes(out, i * outStride + 16 * j, sums[i * vectors + j], j === vectors - 1 ? lanes : 4),
          );
        }
        advance(a, pixels * aStride);
        advance(out, pixels * outStride);
      });
    }
  });
}
