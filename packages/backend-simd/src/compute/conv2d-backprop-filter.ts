/** Gradient of a convolution with respect to its filter. */
import { call, control, f32, func, i32, local, v128 } from 'wasmati';

import { paddedImage } from '../wasm/image.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { packing } from '../wasm/packing.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import { constant } from '../wasm/vector-math.js';
import type { ConvShape } from './conv-shape.js';
import type { Runtime } from './runtime.js';
import { chunkPitch, sumChunks } from './sum-chunks.js';
import { filterGradientByWinograd, winogradSuitsGradient } from './winograd-filter-gradient.js';

/** Output pixels are cut into at most this many chunks, which are summed apart from each other and then together. */
const MOST_CHUNKS = 32;
/** A chunk's sums must be worth clearing, storing and adding up. */
const PIXELS_PER_CHUNK = 512;
/** Floats of the sums of all chunks. */
const MOST_SUMS = 2 ** 22;
/** Where there are fewer chunks, the filter is cut too. */
const WANTED_TASKS = 16;
/** Multiplications that are worth a task of their own. */
const TASK_PRODUCTS = 2 ** 18;
/** About so many pixels are added to the sums at once, more where they have few channels: x stays in the L2 cache. */
const PIXELS_PER_BAND = { least: 512, most: 1024, values: 2 ** 14 };
/** A panel of dy is copied where its pixels lie far apart and so many tiles of the filter read it. */
const FEWEST_TILES_PER_PANEL = 8;
const FAR_APART = 512;

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
  const { batch, outHeight, outWidth } = shape;
  const tile = tileShape(outChannels);
  const bandRows = rowsPerBand(outHeight, outWidth, inChannels);
  const items = batch * Math.ceil(outHeight / bandRows);
  const pixels = batch * outHeight * outWidth;
  const most = Math.min(MOST_CHUNKS, items, pixels / PIXELS_PER_CHUNK, MOST_SUMS / length);
  const itemsPerChunk = Math.ceil(items / Math.max(1, Math.floor(most)));
  const chunks = Math.ceil(items / itemsPerChunk);
  const parts = Math.max(
    1,
    Math.min(
      Math.ceil(WANTED_TASKS / chunks),
      Math.floor((length * pixels) / chunks / TASK_PRODUCTS),
      tapRows(shape) * Math.ceil(outChannels / (4 * tile.vectors)),
    ),
  );
  const program = rt.programs.get(
    `conv2dBackpropFilter ${tile.rows}x${tile.vectors} ${JSON.stringify({ ...shape, batch: 0 })}`,
    () => filterGradientProgram(shape, tile, bandRows, length),
  );
  const launch = (sums: number) =>
    rt.launcher.launch(program, chunks * parts, [x, dy, sums, itemsPerChunk, items, parts]);
  if (chunks === 1) return launch(dFilter);
  rt.memory.borrow(4 * chunkPitch(length) * chunks, (partial) => {
    launch(partial);
    sumChunks(rt, chunks, length, partial, dFilter);
  });
}

/** The largest number of rows that divides the image evenly and suits; or else one that leaves a smaller rest. */
function rowsPerBand(rows: number, width: number, channels: number): number {
  const { least, most: limit, values } = PIXELS_PER_BAND;
  const pixels = Math.min(limit, Math.max(least, values / channels));
  const most = Math.max(1, Math.min(rows, Math.floor(pixels / width)));
  for (let even = most; even > most / 4; even--) if (rows % even === 0) return even;
  return Math.ceil(rows / Math.ceil(rows / most));
}

/** Products of one tap or, where a row of taps reads one run of x, of a row of them. */
function tapRows({ filterHeight, filterWidth, dilationWidth }: ConvShape): number {
  return dilationWidth === 1 ? filterHeight : filterHeight * filterWidth;
}

/** A task adds up a part of the filter, some rows of taps and panels of columns, over the bands of one chunk. */
function filterGradientProgram(shape: ConvShape, tile: TileShape, bandRows: number, length: number) {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    shape;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padTop, padLeft } = shape;
  const width = 4 * tile.vectors;
  const panels = Math.ceil(outChannels / width);
  const bands = Math.ceil(outHeight / bandRows);
  const image = paddedImage(
    { height: inHeight, width: inWidth, channels: inChannels },
    reach(outHeight, strideHeight, padTop, filterHeight, dilationHeight),
    reach(outWidth, strideWidth, padLeft, filterWidth, dilationWidth),
    (bandRows - 1) * strideHeight + (filterHeight - 1) * dilationHeight + 1,
  );
  const { pixel, pitch } = image;
  const taps = tapRows(shape);
  const tapsPerRow = taps / filterHeight;
  const rows = (filterHeight * filterWidth * inChannels) / taps;
  const copied =
    panels > 1 &&
    4 * outChannels >= FAR_APART &&
    taps * Math.ceil(rows / tile.rows) >= FEWEST_TILES_PER_PANEL;
  const panelBytes = copied ? 4 * width * bandRows * outWidth : 0;
  const dyPixel = 4 * (copied ? width : outChannels);
  const variant = (columns: number, height: number) => ({
    clear: clearBlock(rows, columns, 4 * outChannels),
    copy: packing({
      depth: height * outWidth,
      columns,
      vectors: tile.vectors,
      stride: 4 * outChannels,
      transposed: false,
    }),
    add: strip({
      tile,
      count: rows,
      aStride: 4,
      outStride: 4 * outChannels,
      columns,
      loops: [
        { count: height, a: strideHeight * pitch, b: outWidth * dyPixel },
        { count: outWidth, a: strideWidth * pixel, b: dyPixel },
      ],
      accumulate: true,
    }),
  });
  const lastColumns = outChannels - width * (panels - 1);
  const lastRows = outHeight - bandRows * (bands - 1);
  const inPanels = (height: number) => {
    const last = variant(lastColumns, height);
    return { last, whole: panels > 1 && lastColumns < width ? variant(width, height) : last };
  };
  const lastBand = inPanels(lastRows);
  const wholeBand = bands > 1 && lastRows < bandRows ? inPanels(bandRows) : lastBand;

  return {
    scratchBytes: image.bytes + panelBytes + spareBytes(tile),
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], all) => {
        const [
          task,
          part,
          item,
          itemsEnd,
          unit,
          first,
          stop,
          tap,
          panel,
          band,
          base,
          a,
          b,
          to,
          out,
          spare,
          n,
        ] = all;
        const parts = () => i32.load({ offset: 20 }, args);
        const locate = () => {
          local.set(tap, i32.rem_u(unit, taps));
          local.set(panel, i32.div_u(unit, taps));
          local.set(to, i32.add(i32.mul(tap, 4 * rows * outChannels), i32.mul(panel, 4 * width)));
          local.set(to, i32.add(to, out));
        };
        local.set(spare, i32.add(scratch, image.bytes + panelBytes));
        image.prepare(scratch);
        range(task, begin, end, () => {
          local.set(part, i32.rem_u(task, parts()));
          local.set(first, i32.div_u(i32.mul(part, taps * panels), parts()));
          local.set(stop, i32.div_u(i32.mul(i32.add(part, 1), taps * panels), parts()));
          local.set(item, i32.div_u(task, parts()));
          local.set(out, i32.add(i32.mul(item, 4 * chunkPitch(length)), i32.load({ offset: 8 }, args)));
          range(unit, first, stop, () => {
            locate();
            choosePanel(panel, panels, lastBand.whole, lastBand.last, ({ clear }) => call(clear, [to]));
          });
          local.set(item, i32.mul(item, i32.load({ offset: 12 }, args)));
          local.set(itemsEnd, i32.add(item, i32.load({ offset: 12 }, args)));
          // The last chunk may be shorter.
          local.set(n, i32.load({ offset: 16 }, args));
          limitTo(itemsEnd, n);
          range(item, item, itemsEnd, () => {
            local.set(a, i32.mul(i32.div_u(item, bands), pixel * inHeight * inWidth));
            local.set(a, i32.add(a, i32.load({}, args)));
            local.set(band, i32.rem_u(item, bands));
            local.set(b, i32.sub(i32.mul(band, bandRows * strideHeight), padTop));
            image.load(a, b, scratch, base, [to, tap, n]);
            advance(base, image.origin - padLeft * pixel);
            range(unit, first, stop, () => {
              locate();
              local.set(b, i32.mul(i32.div_u(item, bands), outHeight));
              local.set(b, i32.add(b, i32.mul(band, bandRows)));
              local.set(b, i32.mul(b, 4 * outWidth * outChannels));
              local.set(b, i32.add(b, i32.mul(panel, 4 * width)));
              local.set(b, i32.add(b, i32.load({ offset: 4 }, args)));
              local.set(a, i32.mul(i32.div_u(tap, tapsPerRow), dilationHeight * pitch));
              local.set(a, i32.add(a, i32.mul(i32.rem_u(tap, tapsPerRow), dilationWidth * pixel)));
              local.set(a, i32.add(a, base));
              // Bands are chosen between like panels: the last one may need a variant of its own.
              choosePanel(band, bands, wholeBand, lastBand, ({ whole, last }) => {
                choosePanel(panel, panels, whole, last, ({ copy, add }) => {
                  if (copied) {
                    local.set(n, i32.add(scratch, image.bytes));
                    i32.or(i32.eqz(tap), i32.eq(unit, first));
                    control.if(null, () => call(copy, [b, n]));
                    local.set(b, n);
                  }
                  call(add, [a, b, to, spare, spare]);
                });
              });
            });
          });
        });
      },
    ),
  };
}

/** (block): sets `columns` floats of each of `rows` rows, `pitch` bytes apart, to zero. */
function clearBlock(rows: number, columns: number, pitch: number) {
  return func({ in: [i32], locals: [i32], out: [] }, ([block], [n]) => {
    times(n, rows, () => {
      for (let column = 0; column < columns;) {
        if (columns - column >= 4) v128.store({ offset: 4 * column }, block, constant(0));
        else f32.store({ offset: 4 * column }, block, 0);
        column += columns - column >= 4 ? 4 : 1;
      }
      advance(block, pitch);
    });
  });
}

/** What the taps of all outputs read along one dimension. */
function reach(outputs: number, stride: number, pad: number, taps: number, dilation: number) {
  const end = outputs === 0 ? 0 : (outputs - 1) * stride + (taps - 1) * dilation + 1 - pad;
  return { before: pad, end: Math.max(0, end) };
}
