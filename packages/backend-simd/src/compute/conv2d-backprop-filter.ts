/** Gradient of a convolution with respect to its filter. */
import { call, i32, local } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { paddedImage } from '../wasm/image.js';
import { advance, limitTo, range } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { entry, type Program } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import type { ConvShape } from './conv-shape.js';
import type { Runtime } from './runtime.js';
import { chunkPitch, sumChunks } from './sum-chunks.js';
import { filterGradientByWinograd, winogradSuitsGradient } from './winograd-filter-gradient.js';

/** Batches are cut into at most this many chunks, which are summed apart from each other and then together. */
const MOST_CHUNKS = 8;

/**
 * dFilter [filterHeight, filterWidth, inChannels, outChannels] from x [batch, inHeight, inWidth, inChannels] and
 * dy [batch, outHeight, outWidth, outChannels].
 *
 * For each tap this is the product of x, shifted and transposed, with dy: a sum over all output pixels. The taps of
 * a filter's row lie side by side in x and are rows of one product.
 */
export function conv2dBackpropFilter(
  rt: Runtime,
  shape: ConvShape,
  x: number,
  dy: number,
  dFilter: number,
): void {
  const { filterHeight, filterWidth, inChannels, outChannels } = shape;
  const length = filterHeight * filterWidth * inChannels * outChannels;
  if (shape.batch * shape.outHeight * shape.outWidth === 0) {
    rt.memory.f32(dFilter, length).fill(0);
    return;
  }
  if (length === 0) return;
  if (winogradSuitsGradient(shape)) return filterGradientByWinograd(rt, shape, x, dy, dFilter);
  const { program, chunks, words } = directPlan(rt, shape, length);
  const launch = (sums: number) => rt.launcher.launch(program, chunks, [x, dy, sums, ...words]);
  if (chunks === 1) return launch(dFilter);
  rt.memory.borrow(4 * chunkPitch(length) * chunks, (partial) => {
    launch(partial);
    sumChunks(rt, chunks, length, partial, dFilter);
  });
}

interface Plan {
  program: Program;
  chunks: number;
  words: number[];
}

function directPlan(rt: Runtime, shape: ConvShape, length: number): Plan {
  const { batch } = shape;
  const imagesPerChunk = Math.ceil(batch / MOST_CHUNKS);
  const chunks = Math.ceil(batch / imagesPerChunk);
  const tile = tileShape(shape.outChannels);
  const program = rt.programs.get(
    `conv2dBackpropFilter ${tile.rows}x${tile.vectors} ${JSON.stringify({ ...shape, batch: 0 })}`,
    () => filterGradientProgram(shape, tile, length),
  );
  return { program, chunks, words: [imagesPerChunk, batch] };
}

/** A task adds up the images of one chunk. */
function filterGradientProgram(shape: ConvShape, tile: TileShape, length: number) {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    shape;
  const width = 4 * tile.vectors;
  const panels = Math.ceil(outChannels / width);
  const image = paddedImage(
    { height: inHeight, width: inWidth, channels: inChannels },
    reach(outHeight, shape.strideHeight, shape.padTop, filterHeight, shape.dilationHeight),
    reach(outWidth, shape.strideWidth, shape.padLeft, filterWidth, shape.dilationWidth),
  );
  const { pixel, pitch } = image;
  const first = image.origin - shape.padTop * pitch - shape.padLeft * pixel;
  const taps = Array.from({ length: filterHeight }, (_, y) => y * shape.dilationHeight * pitch).flatMap(
    (row) =>
      shape.dilationWidth === 1
        ? [row]
        : Array.from({ length: filterWidth }, (_, x) => row + x * shape.dilationWidth * pixel),
  );
  const rows = (filterHeight * filterWidth * inChannels) / taps.length;
  const variant = (columns: number) =>
    strip({
      tile,
      count: rows,
      aStride: 4,
      outStride: 4 * outChannels,
      columns,
      loops: [
        { count: outHeight, a: shape.strideHeight * pitch, b: 4 * outWidth * outChannels },
        { count: outWidth, a: shape.strideWidth * pixel, b: 4 * outChannels },
      ],
      accumulate: true,
    });
  const lastColumns = outChannels - width * (panels - 1);
  const last = variant(lastColumns);
  const whole = panels > 1 && lastColumns < width ? variant(width) : last;

  return {
    scratchBytes: image.bytes + spareBytes(tile),
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], all) => {
        const [chunk, item, itemsEnd, panel, base, a, b, to, out, spare, row, n] = all;
        local.set(spare, i32.add(scratch, image.bytes));
        image.prepare(scratch);
        range(chunk, begin, end, () => {
          local.set(out, i32.add(i32.mul(chunk, 4 * chunkPitch(length)), i32.load({ offset: 8 }, args)));
          clear(out, 4 * length);
          local.set(item, i32.mul(chunk, i32.load({ offset: 12 }, args)));
          local.set(itemsEnd, i32.add(item, i32.load({ offset: 12 }, args)));
          // The last chunk may be shorter.
          local.set(n, i32.load({ offset: 16 }, args));
          limitTo(itemsEnd, n);
          range(item, item, itemsEnd, () => {
            local.set(a, i32.add(i32.mul(item, pixel * inHeight * inWidth), i32.load({}, args)));
            image.load(a, scratch, base, [to, row, n]);
            range(panel, 0, panels, () => {
              local.set(b, i32.add(i32.load({ offset: 4 }, args), i32.mul(panel, 4 * width)));
              local.set(b, i32.add(b, i32.mul(item, 4 * outHeight * outWidth * outChannels)));
              local.set(to, i32.add(out, i32.mul(panel, 4 * width)));
              for (const tap of taps) {
                local.set(a, i32.add(base, first + tap));
                choosePanel(panel, panels, whole, last, (variant) => call(variant, [a, b, to, spare, spare]));
                advance(to, 4 * rows * outChannels);
              }
            });
          });
        });
      },
    ),
  };
}

/** What the taps of all outputs read along one dimension. */
function reach(outputs: number, stride: number, pad: number, taps: number, dilation: number) {
  const end = outputs === 0 ? 0 : (outputs - 1) * stride + (taps - 1) * dilation + 1 - pad;
  return { before: pad, end: Math.max(0, end) };
}
