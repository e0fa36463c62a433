/** Gradient of a depthwise convolution with respect to its filter. */
import { call, f32x4, func, i32, local, type Local, v128 } from 'wasmati';

import { paddedImage } from '../wasm/image.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { multiplyAdd } from '../wasm/micro-kernel.js';
import { entry } from '../wasm/program.js';
import { constant } from '../wasm/vector-math.js';
import { forwardAxis } from './axes.js';
import { channelGroups, storeLanes } from './channel-groups.js';
import type { ConvShape } from './conv-shape.js';
import { reach } from './correlation.js';
import type { Runtime } from './runtime.js';
import { chunkPitch, sumChunks } from './sum-chunks.js';

/** Output pixels are cut into at most this many chunks, which are summed apart from each other and then together. */
const MOST_CHUNKS = 32;
const PIXELS_PER_CHUNK = 256;
/** Rows of an image that are added to the sums at once have about so many pixels. */
const PIXELS_PER_BAND = 1024;
/** Taps whose sums are held in registers at once. */
const SUMS = 10;

/**
 * dFilter [filterHeight, filterWidth, channels] from x and dy, which have as many channels: for each tap the sum over
 * all output pixels of dy times the pixel of x that the tap reads.
 */
export function depthwiseFilterGradient(
  rt: Runtime,
  shape: ConvShape,
  x: number,
  dy: number,
  dFilter: number,
): void {
  const { batch, outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  const length = filterHeight * filterWidth * outChannels;
  const most = Math.max(1, Math.floor(PIXELS_PER_BAND / outWidth));
  const bands = Math.ceil(outHeight / most);
  const bandRows = Math.ceil(outHeight / bands);
  const items = batch * Math.ceil(outHeight / bandRows);
  const pixels = batch * outHeight * outWidth;
  const wanted = Math.max(1, Math.min(MOST_CHUNKS, items, Math.floor(pixels / PIXELS_PER_CHUNK)));
  const itemsPerChunk = Math.ceil(items / wanted);
  const chunks = Math.ceil(items / itemsPerChunk);
  const program = rt.programs.get(`depthwise filter gradient ${JSON.stringify({ ...shape, batch: 0 })}`, () =>
    gradientProgram(shape, bandRows, length),
  );
  const launch = (sums: number) => rt.launcher.launch(program, chunks, [x, dy, sums, itemsPerChunk, items]);
  if (chunks === 1) return launch(dFilter);
  rt.memory.borrow(4 * chunkPitch(length) * chunks, (partial) => {
    launch(partial);
    sumChunks(rt, chunks, length, partial, dFilter);
  });
}

/** A task adds up the bands of one chunk. */
function gradientProgram(shape: ConvShape, bandRows: number, length: number) {
  const { inHeight, inWidth, outChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = shape;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padTop, padLeft } = shape;
  const bands = Math.ceil(outHeight / bandRows);
  const image = paddedImage(
    { height: inHeight, width: inWidth, channels },
    reach([forwardAxis(outHeight, strideHeight, padTop, filterHeight, dilationHeight)]),
    reach([forwardAxis(outWidth, strideWidth, padLeft, filterWidth, dilationWidth)]),
    (bandRows - 1) * strideHeight + (filterHeight - 1) * dilationHeight + 1,
  );
  const { pixel, pitch } = image;
  const groups = channelGroups(channels);
  const taps = Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const [y, x] = [Math.floor(tap / filterWidth), tap % filterWidth];
    return { a: y * dilationHeight * pitch + x * dilationWidth * pixel, out: tap * pixel };
  });
  const rows = groups.map(({ vectors, lanes }) => {
    const size = Math.max(1, Math.floor(SUMS / vectors));
    return Array.from({ length: Math.ceil(taps.length / size) }, (_, i) =>
      gradientRow(taps.slice(i * size, (i + 1) * size), vectors, lanes, {
        count: outWidth,
        aStride: strideWidth * pixel,
        dyStride: pixel,
      }),
    );
  });

  return {
    // Vectors at the end of a pixel may read a little further.
    scratchBytes: image.bytes + 16,
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], [task, item, itemsEnd, base, row, stop, n, band, a, b, to, out]) => {
        image.prepare(scratch);
        range(task, begin, end, () => {
          local.set(out, i32.add(i32.mul(task, 4 * chunkPitch(length)), i32.load({ offset: 8 }, args)));
          local.set(to, out);
          times(n, length, () => {
            i32.store({}, to, 0);
            advance(to, 4);
          });
          local.set(item, i32.mul(task, i32.load({ offset: 12 }, args)));
          local.set(itemsEnd, i32.add(item, i32.load({ offset: 12 }, args)));
          // The last chunk may be shorter.
          local.set(n, i32.load({ offset: 16 }, args));
          limitTo(itemsEnd, n);
          range(item, item, itemsEnd, () => {
            local.set(band, i32.mul(i32.rem_u(item, bands), bandRows));
            local.set(a, i32.mul(i32.div_u(item, bands), pixel * inHeight * inWidth));
            local.set(a, i32.add(a, i32.load({}, args)));
            local.set(b, i32.sub(i32.mul(band, strideHeight), padTop));
            image.load(a, b, scratch, base, [to, row, n]);
            advance(base, image.origin - padLeft * pixel);
            local.set(stop, i32.add(band, bandRows));
            local.set(n, outHeight);
            limitTo(stop, n);
            range(row, band, stop, () => {
              local.set(a, i32.mul(i32.sub(row, band), strideHeight * pitch));
              local.set(a, i32.add(a, base));
              local.set(b, i32.mul(i32.div_u(item, bands), outHeight));
              local.set(b, i32.mul(i32.add(b, row), outWidth * pixel));
              local.set(b, i32.add(b, i32.load({ offset: 4 }, args)));
              local.set(to, out);
              groups.forEach(({ count, vectors }, i) => {
                times(n, count, () => {
                  for (const part of rows[i]) call(part, [a, b, to]);
                  for (const pointer of [a, b, to]) advance(pointer, 16 * vectors);
                });
              });
            });
          });
        });
      },
    ),
  };
}

/** (a, dy, out): adds what a row of outputs gives to the sums of some taps, for some channels. */
function gradientRow(
  taps: readonly { a: number; out: number }[],
  vectors: number,
  lanes: number,
  { count, aStride, dyStride }: { count: number; aStride: number; dyStride: number },
) {
  const locals = [i32, ...Array<typeof v128>((taps.length + 1) * vectors).fill(v128)] as const;
  return func({ in: [i32, i32, i32], locals: [...locals], out: [] }, ([a, dy, out], all) => {
    const n = all[0];
    const gradients = all.slice(1, 1 + vectors) as Local<'v128'>[];
    const sums = all.slice(1 + vectors) as Local<'v128'>[];
    for (const sum of sums) local.set(sum, constant(0));
    times(n, count, () => {
      gradients.forEach((gradient, j) => local.set(gradient, v128.load({ offset: 16 * j }, dy)));
      taps.forEach((tap, i) => {
        gradients.forEach((gradient, j) => {
          const sum = sums[i * vectors + j];
          local.set(sum, multiplyAdd(v128.load({ offset: tap.a + 16 * j }, a), gradient, sum));
        });
      });
      advance(a, aStride);
      advance(dy, dyStride);
    });
    taps.forEach((tap, i) => {
      gradients.forEach((_, j) => {
        const sum = sums[i * vectors + j];
        const offset = tap.out + 16 * j;
        local.set(sum, f32x4.add(sum, v128.load({ offset }, out)));
        storeLanes(out, offset, sum, j === vectors - 1 ? lanes : 4);
      });
    });
  });
}
