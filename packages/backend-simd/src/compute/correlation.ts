/**
 * The direct convolution behind conv2d and its input gradient: every output pixel is a sum over taps of a source
 * pixel times a matrix of the filter. The source is read in place, from a copy with zeros around it where taps
 * reach beyond its edges; a row of taps without dilation is one contiguous run, so nothing is rearranged (no
 * im2col).
 */
import { call, i32, local } from 'wasmati';

import { paddedImage, type Reach } from '../wasm/image.js';
import { advance, range, times } from '../wasm/loops.js';
import { packing } from '../wasm/packing.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import type { Axis, Correlation } from './correlation-shape.js';
import type { Epilogue, Runtime } from './runtime.js';
import { correlateByWinograd, winogradSuits } from './winograd-correlation.js';

/** A pair of axes, and where its packed filter begins. */
interface Grid {
  vertical: Axis;
  horizontal: Axis;
  panelBytes: number;
  offset: number;
}

/** Everything about a correlation that its programs share. */
interface Plan extends Correlation {
  tile: TileShape;
  /** Panels of output channels, as wide as the tile. */
  panels: number;
  grids: readonly Grid[];
  /** Names the shape in the keys of programs, whatever the batch. */
  key: string;
}

export function correlate(
  rt: Runtime,
  correlation: Correlation,
  source: number,
  filter: number,
  out: number,
  epilogue: Epilogue = {},
): void {
  const { height, width, channels } = correlation.out;
  if (correlation.batch * height * width * channels === 0) return;
  const tile = tileShape(channels);
  const panels = Math.ceil(channels / (4 * tile.vectors));
  const grids = gridsOf(correlation, tile, panels);
  const key = `${tile.rows}x${tile.vectors} ${JSON.stringify({ ...correlation, batch: 0 })}`;
  const plan = { ...correlation, tile, panels, grids, key };

  const packedBytes = grids.reduce((bytes, grid) => bytes + grid.panelBytes * panels, 0);
  rt.memory.borrow(packedBytes, (packed) => {
    const packFilter = rt.programs.get(`correlation filter ${key}`, () => filterProgram(plan));
    rt.launcher.launch(packFilter, panels, [filter, packed]);
    if (winogradSuits(correlation)) {
      correlateByWinograd(rt, correlation, plan, { source, packedFilter: packed, out }, epilogue);
    } else computeDirectly(rt, plan, source, packed, out, epilogue);
  });
}

function computeDirectly(
  rt: Runtime,
  plan: Plan,
  source: number,
  packedFilter: number,
  out: number,
  { bias, activation }: Epilogue,
): void {
  const ends = { bias: bias !== undefined, relu: activation === 'relu' };
  const program = rt.programs.get(`correlation ${plan.key} ${ends.bias} ${ends.relu}`, () =>
    correlationProgram(plan, ends),
  );
  rt.launcher.launch(program, plan.batch, [source, packedFilter, out, bias ?? 0]);
}

function gridsOf({ vertical, horizontal, source }: Correlation, tile: TileShape, panels: number): Grid[] {
  let offset = 0;
  return vertical.flatMap((v) =>
    horizontal.map((h) => {
      const panelBytes = 16 * tile.vectors * source.channels * v.taps.length * h.taps.length;
      const grid = { vertical: v, horizontal: h, panelBytes, offset };
      offset += panelBytes * panels;
      return grid;
    }),
  );
}

/** A task packs one panel: for each grid and tap the rows of the filter's matrix, in the order of the sums. */
function filterProgram({ filter, source, out, grids, tile, panels }: Plan) {
  const width = 4 * tile.vectors;
  const pack = (columns: number) =>
    packing({
      depth: source.channels,
      columns,
      vectors: tile.vectors,
      stride: 4 * filter.outChannels,
      transposed: filter.transposed,
    });
  const last = pack(out.channels - width * (panels - 1));
  const whole = panels > 1 ? pack(width) : last;
  return {
    entry: entry([i32, i32, i32, i32, i32], ([args, begin, end], [panel, column, from, to, target]) => {
      range(panel, begin, end, () => {
        local.set(column, i32.mul(panel, 4 * width * (filter.transposed ? filter.outChannels : 1)));
        local.set(column, i32.add(column, i32.load({}, args)));
        for (const { vertical, horizontal, panelBytes, offset } of grids) {
          local.set(target, i32.add(i32.mul(panel, panelBytes), i32.load({ offset: 4 }, args)));
          advance(target, offset);
          for (const y of vertical.taps) {
            for (const x of horizontal.taps) {
              const tap = 4 * (y * filter.width + x) * filter.inChannels * filter.outChannels;
              local.set(from, i32.add(column, tap));
              local.set(to, target);
              choosePanel(panel, panels, whole, last, (variant) => call(variant, [from, to]));
              advance(target, 4 * width * source.channels);
            }
          }
        }
      });
    }),
  };
}

/** A task computes one image. */
function correlationProgram(
  { source, out, vertical, horizontal, grids, tile, panels }: Plan,
  epilogue: { bias: boolean; relu: boolean },
) {
  const image = paddedImage(source, reach(vertical), reach(horizontal));
  const { pixel, pitch } = image;
  const outPixel = 4 * out.channels;
  const outPitch = outPixel * out.width;
  const width = 4 * tile.vectors;

  const plans = grids
    .filter(({ vertical: v, horizontal: h }) => v.count > 0 && h.count > 0)
    .map((grid) => {
      const { vertical: v, horizontal: h } = grid;
      const aRow = v.step * pitch;
      const outRow = v.outStep * outPitch;
      // Rows that continue each other, as in a 1x1 convolution, become one.
      const joined = aRow === h.count * h.step * pixel && outRow === h.count * h.outStep * outPixel;
      const variant = (columns: number) =>
        strip({
          tile,
          count: joined ? h.count * v.count : h.count,
          aStride: h.step * pixel,
          outStride: h.outStep * outPixel,
          columns,
          loops: [
            { count: v.taps.length, a: v.tapStep * pitch, b: 4 * width * source.channels * h.taps.length },
            { count: h.taps.length, a: h.tapStep * pixel, b: 4 * width * source.channels },
            { count: source.channels, a: 4, b: 4 * width },
          ],
          ...epilogue,
        });
      const lastColumns = out.channels - width * (panels - 1);
      const last = variant(lastColumns);
      return {
        ...grid,
        aStart: image.origin + v.start * pitch + h.start * pixel,
        outStart: v.outStart * outPitch + h.outStart * outPixel,
        rows: joined ? 1 : v.count,
        aRow,
        outRow,
        last,
        whole: panels > 1 && lastColumns < width ? variant(width) : last,
      };
    });

  return {
    scratchBytes: image.bytes + spareBytes(tile),
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], [task, base, panel, row, a, b, to, biases, spare, n]) => {
        local.set(spare, i32.add(scratch, image.bytes));
        image.prepare(scratch);
        range(task, begin, end, () => {
          local.set(a, i32.add(i32.mul(task, pixel * source.width * source.height), i32.load({}, args)));
          image.load(a, scratch, base, [to, row, n]);
          for (const plan of plans) {
            range(panel, 0, panels, () => {
              local.set(b, i32.add(i32.mul(panel, plan.panelBytes), i32.load({ offset: 4 }, args)));
              advance(b, plan.offset);
              local.set(a, i32.add(base, plan.aStart));
              local.set(to, i32.add(i32.mul(task, outPitch * out.height), i32.load({ offset: 8 }, args)));
              local.set(to, i32.add(i32.add(to, i32.mul(panel, 4 * width)), plan.outStart));
              local.set(biases, i32.add(i32.mul(panel, 4 * width), i32.load({ offset: 12 }, args)));
              times(row, plan.rows, () => {
                choosePanel(panel, panels, plan.whole, plan.last, (variant) =>
                  call(variant, [a, b, to, biases, spare]),
                );
                advance(a, plan.aRow);
                advance(to, plan.outRow);
              });
            });
          }
        });
      },
    ),
  };
}

/** How far before the source's beginning taps reach, and where the furthest one ends. */
function reach(axes: readonly Axis[]): Reach {
  const read = axes.filter(({ count, taps }) => count > 0 && taps.length > 0);
  return {
    before: Math.max(0, ...read.map(({ start }) => -start)),
    end: Math.max(
      0,
      ...read.map(
        ({ count, start, step, taps, tapStep }) =>
          start + (count - 1) * step + (taps.length - 1) * tapStep + 1,
      ),
    ),
  };
}
