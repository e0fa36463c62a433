/**
 * The direct convolution behind conv2d and its input gradient: every output pixel is a sum over taps of a source
 * pixel times a matrix of the filter. The source is read in place, from a copy with zeros around it where taps
 * reach beyond its edges; a row of taps without dilation is one contiguous run, so nothing is rearranged (no
 * im2col).
 */
import { call, control, i32, local } from 'wasmati';

import { paddedImage, type Reach } from '../wasm/image.js';
import { advance, limitTo, range } from '../wasm/loops.js';
import { packing } from '../wasm/packing.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip, stripPart } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import type { Axis, Correlation } from './correlation-shape.js';
import { withForm } from './derived-forms.js';
import type { Epilogue, Runtime } from './runtime.js';
import { correlateByWinograd, winogradSuits } from './winograd-correlation.js';

/** Multiplications that are worth a task of their own. */
const TASK_PRODUCTS = 2 ** 20;

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
  const pack = (packed: number) => {
    const program = rt.programs.get(`correlation filter ${key}`, () => filterProgram(plan));
    rt.launcher.launch(program, panels, [filter, packed]);
  };
  withForm(rt, filter, { key: `packed ${key}`, bytes: packedBytes }, pack, (packed) => {
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
  const cut = cutImage(plan);
  const program = rt.programs.get(`correlation ${plan.key} ${ends.bias} ${ends.relu}`, () =>
    correlationProgram(plan, cut, ends),
  );
  rt.launcher.launch(program, plan.batch * cut.bands * cut.groups, [source, packedFilter, out, bias ?? 0]);
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

/** How the work on an image is cut: into bands of rows, or of tiles where rows join, and groups of panels. */
interface Cut {
  /** Rows continue each other, as in a 1x1 convolution, and are one strip. */
  joined: boolean;
  rowsPerBand: number;
  bands: number;
  panelsPerGroup: number;
  groups: number;
}

function cutImage({ source, out, vertical, horizontal, tile, panels, ...rest }: Plan): Cut {
  const [v] = vertical;
  const [h] = horizontal;
  const joined =
    rest.grids.length === 1 &&
    v.start === 0 &&
    h.start === 0 &&
    v.taps.length === 1 &&
    v.step === 1 &&
    h.taps.length === 1 &&
    h.step === 1 &&
    v.count === source.height &&
    h.count === source.width;
  const tapsOf = (axes: readonly Axis[], each: (axis: Axis) => number) =>
    axes.reduce((sum, axis) => sum + each(axis), 0);
  const rows = joined
    ? Math.ceil((v.count * h.count) / tile.rows)
    : Math.max(...vertical.map(({ count }) => count));
  const products =
    out.channels *
    source.channels *
    tapsOf(vertical, ({ count, taps }) => count * taps.length) *
    tapsOf(horizontal, ({ count, taps }) => count * taps.length);
  const bands = Math.min(rows, Math.max(1, Math.round(products / TASK_PRODUCTS)));
  const rowsPerBand = Math.ceil(rows / bands);
  const groups = Math.min(panels, Math.max(1, Math.floor(products / bands / TASK_PRODUCTS)));
  const panelsPerGroup = Math.ceil(panels / groups);
  return {
    joined,
    rowsPerBand,
    bands: Math.ceil(rows / rowsPerBand),
    panelsPerGroup,
    groups: Math.ceil(panels / panelsPerGroup),
  };
}

/** A task computes a band of one image, in a group of panels. */
function correlationProgram(
  { source, out, vertical, horizontal, grids, tile, panels }: Plan,
  { joined, rowsPerBand, bands, panelsPerGroup, groups }: Cut,
  epilogue: { bias: boolean; relu: boolean },
) {
  const read = vertical.filter(({ count, taps }) => count > 0 && taps.length > 0);
  const step = read[0]?.step ?? 1;
  const top = Math.min(...read.map(({ start }) => start), read.length > 0 ? Infinity : 0);
  const windowRows = Math.max(
    0,
    ...read.map(
      ({ start, taps, tapStep }) => start - top + (rowsPerBand - 1) * step + (taps.length - 1) * tapStep + 1,
    ),
  );
  const image = paddedImage(source, reach(vertical), reach(horizontal), windowRows);
  const { pixel, pitch } = image;
  const outPixel = 4 * out.channels;
  const outPitch = outPixel * out.width;
  const width = 4 * tile.vectors;

  const plans = grids
    .filter(({ vertical: v, horizontal: h }) => v.count > 0 && h.count > 0)
    .map((grid) => {
      const { vertical: v, horizontal: h } = grid;
      const variant = (columns: number) => {
        const options = {
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
        };
        return joined ? stripPart(options) : { tiles: v.count, tileRows: 1, row: strip(options) };
      };
      const lastColumns = out.channels - width * (panels - 1);
      const last = variant(lastColumns);
      return {
        ...grid,
        aStart: image.origin + (v.start - top) * pitch + h.start * pixel,
        outStart: v.outStart * outPitch + h.outStart * outPixel,
        outRow: v.outStep * outPitch,
        last,
        whole: panels > 1 && lastColumns < width ? variant(width) : last,
      };
    });

  return {
    scratchBytes: image.bytes + spareBytes(tile),
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], all) => {
        const [task, group, band, item, loaded, base, panel, panelsEnd, row, stop, a, b, to, biases, spare] =
          all;
        local.set(spare, i32.add(scratch, image.bytes));
        local.set(loaded, -1);
        image.prepare(scratch);
        range(task, begin, end, () => {
          local.set(group, i32.rem_u(task, groups));
          local.set(item, i32.div_u(task, groups));
          local.set(band, i32.rem_u(item, bands));
          local.get(item);
          local.get(loaded);
          i32.ne();
          control.if(null, () => {
            local.set(loaded, item);
            local.set(a, i32.mul(i32.div_u(item, bands), pixel * source.width * source.height));
            local.set(a, i32.add(a, i32.load({}, args)));
            local.set(b, joined ? i32.const(0) : i32.add(i32.mul(band, rowsPerBand * step), top));
            image.load(a, b, scratch, base, [to, row, stop]);
          });
          local.set(item, i32.div_u(item, bands));
          local.set(band, i32.mul(band, rowsPerBand));
          local.set(group, i32.mul(group, panelsPerGroup));
          for (const plan of plans) {
            local.set(panelsEnd, i32.add(group, panelsPerGroup));
            local.set(stop, panels);
            limitTo(panelsEnd, stop);
            local.set(stop, i32.add(band, rowsPerBand));
            local.set(row, plan.last.tiles);
            limitTo(stop, row);
            range(panel, group, panelsEnd, () => {
              local.set(b, i32.add(i32.mul(panel, plan.panelBytes), i32.load({ offset: 4 }, args)));
              advance(b, plan.offset);
              local.set(to, i32.add(i32.mul(item, outPitch * out.height), i32.load({ offset: 8 }, args)));
              local.set(to, i32.add(i32.add(to, i32.mul(panel, 4 * width)), plan.outStart));
              local.set(biases, i32.add(i32.mul(panel, 4 * width), i32.load({ offset: 12 }, args)));
              const { last } = plan;
              if ('rowOf' in last) {
                local.set(row, last.rowOf(band));
                local.set(a, i32.add(base, i32.mul(row, pixel)));
                local.set(to, i32.add(to, i32.mul(row, outPixel)));
              } else {
                local.set(a, i32.add(base, plan.aStart));
                local.set(to, i32.add(to, i32.mul(band, plan.outRow)));
              }
              choosePanel(panel, panels, plan.whole, last, (variant) => {
                if ('compute' in variant) {
                  call(variant.compute, [a, b, to, biases, spare, band, stop]);
                  return;
                }
                range(row, band, stop, () => {
                  call(variant.row, [a, b, to, biases, spare]);
                  advance(a, step * pitch);
                  advance(to, plan.outRow);
                });
              });
            });
          }
        });
      },
    ),
  };
}

/** How far before the source's beginning taps reach, and where the furthest one ends. */
export function reach(axes: readonly Axis[]): Reach {
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
