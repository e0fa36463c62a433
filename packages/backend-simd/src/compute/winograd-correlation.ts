/**
 * Convolutions of stride 1 with filters of 3 x 3, 5 x 5 and 7 x 7 by Winograd's algorithm: 4 x 4 outputs at a time, for
 * a quarter, a sixth and an eighth of the multiplications.
 *
 * A task takes a block of tiles through three steps that stay in a core's L2 cache: tiles of 6 x 6 pixels (8 x 8,
 * 10 x 10) are transformed, then there are 36 (64, 100) matrix products over the channels, and the inverse
 * transformation gives 4 x 4 output pixels a tile. A non-finite input spreads over the tiles that contain it.
 */
import { call, control, i32, local, type Local } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import type { TileShape } from '../wasm/tile-shape.js';
import { type TileTransform, tileTransform } from '../wasm/tile-transform.js';
import { TransformSpace } from '../wasm/transform-space.js';
import { TILE, type Winograd, winograd } from '../wasm/winograd.js';
import { withForm } from './derived-forms.js';
import type { Correlation } from './correlation-shape.js';
import type { Epilogue, Runtime } from './runtime.js';
import {
  blockCount,
  type Blocks,
  eachImage,
  planBlocks,
  pointPitch,
  sliceBytes,
  slicePixels,
  type TileSource,
  transformTiles,
} from './winograd-blocks.js';
import { winogradWins } from './winograd-wins.js';

/** Bytes that a block's transformed tiles may take: they share a core's L2 cache with the filter. */
const BLOCK_BYTES = 640 * 1024;
/** More tiles in a block would not make the products faster; fewer would make them slower. */
const MOST_TILES = 64;
const FEWEST_TILES = 16;
/** Tasks that keep many cores busy: blocks are made smaller for their sake, and below the second number are split. */
const WANTED_TASKS = 32;
const FEWEST_TASKS = 16;
/** Output channels of a task, at least: each task transforms its tiles anew. */
const FEWEST_COLUMNS = 64;
/** Channels that a group is a multiple of: whole panels of every tile shape. */
const PANEL = 16;

/** What the convolution's programs need to know of its filter: the panels of output channels that are packed. */
export interface PackedFilter {
  tile: TileShape;
  panels: number;
  /** Names the shape in the keys of programs, whatever the batch. */
  key: string;
}

/** Everything that the programs share. */
interface Plan extends Correlation, PackedFilter {
  form: Winograd;
  blocks: Blocks;
  /** Groups of output channels, which are tasks of their own. */
  groups: number;
}

/** Whether Winograd's algorithm computes this one. Decided by shape alone, as it rounds differently. */
export function winogradSuits(correlation: Correlation): boolean {
  const { source, out, vertical, horizontal } = correlation;
  const axes = [...vertical, ...horizontal];
  return (
    vertical.length === 1 &&
    horizontal.length === 1 &&
    vertical[0].taps.length === horizontal[0].taps.length &&
    axes.every(({ step, tapStep, start }) => step === 1 && tapStep === 1 && start <= 0) &&
    winogradWins(vertical[0].taps.length, source.channels, out)
  );
}

/** out = source convolved with the packed filter, for shapes that {@link winogradSuits}. */
export function correlateByWinograd(
  rt: Runtime,
  correlation: Correlation,
  filter: PackedFilter,
  pointers: { source: number; packedFilter: number; out: number },
  { bias, activation }: Epilogue,
): void {
  const plan = planOf(correlation, filter);
  const { batch, blocks, groups, panels, key } = plan;
  const ends = { bias: bias !== undefined, relu: activation === 'relu' };
  const transform = (transformed: number) => {
    const program = rt.programs.get(`winograd filter ${key}`, () => filterProgram(plan));
    rt.launcher.launch(program, panels, [pointers.packedFilter, transformed]);
  };
  const form = { key: `transformed ${key}`, bytes: transformedBytes(plan) };
  withForm(rt, pointers.packedFilter, form, transform, (transformed) => {
    const program = rt.programs.get(
      `winograd ${key} ${blocks.rows} ${blocks.images} ${groups} ${ends.bias} ${ends.relu}`,
      () => correlationProgram(plan, ends),
    );
    const tasks = blockCount(blocks, batch) * groups;
    rt.launcher.launch(program, tasks, [pointers.source, transformed, pointers.out, bias ?? 0, batch]);
  });
}

function planOf(correlation: Correlation, filter: PackedFilter): Plan {
  const { batch, source, out, vertical } = correlation;
  const form = winograd(vertical[0].taps.length);
  if (!form) throw new Error(`There is no such algorithm for ${vertical[0].taps.length} taps.`);
  const [tilesY, tilesX] = [Math.ceil(out.height / TILE), Math.ceil(out.width / TILE)];
  const mayHalve = (groups: number) =>
    out.channels % (2 * groups * PANEL) === 0 && out.channels / (2 * groups) >= FEWEST_COLUMNS;
  const tileBytes = (groups: number) => 4 * form.points ** 2 * (source.channels + out.channels / groups);

  let groups = 1;
  while (mayHalve(groups) && FEWEST_TILES * tileBytes(groups) > BLOCK_BYTES) groups *= 2;
  const wanted = Math.ceil((batch * tilesY * tilesX) / WANTED_TASKS);
  const room = Math.min(MOST_TILES, Math.floor(BLOCK_BYTES / tileBytes(groups)));
  const blocks = planBlocks(batch, tilesY, tilesX, Math.max(FEWEST_TILES, Math.min(room, wanted)));
  while (mayHalve(groups) && groups * blockCount(blocks, batch) < FEWEST_TASKS) groups *= 2;
  return { ...correlation, ...filter, form, blocks, groups };
}

/** Bytes of the filter's transformed matrices. */
function transformedBytes(plan: Plan): number {
  return plan.form.points ** 2 * matrixPitch(plan);
}

/** Bytes between the transformed filter's matrices: not a power of two, for the cache's sake. */
function matrixPitch(plan: Plan): number {
  return plan.panels * panelBytes(plan) + 64;
}

function panelBytes({ source, tile }: Plan): number {
  return 16 * tile.vectors * source.channels;
}

/** A task transforms one packed panel: (packed filter, transformed filter). */
function filterProgram(plan: Plan) {
  const { source, tile, form } = plan;
  const bytes = panelBytes(plan);
  const pitch = matrixPitch(plan);
  const space = new TransformSpace(form.points);
  const transform = tileTransform({
    transform: form.filter,
    space,
    wide: tile.vectors > 2,
    from: form.taps,
    to: form.points,
    // The rows of a panel, one after another, are as good as channels of one row.
    channels: 4 * tile.vectors * source.channels,
    source: { row: form.taps * bytes, column: bytes },
    target: { row: form.points * pitch, column: pitch },
  });
  return {
    scratchBytes: space.bytes,
    entry: entry([i32, i32, i32], ([args, begin, end, scratch], [panel, from, to]) => {
      space.prepare(scratch);
      range(panel, begin, end, () => {
        local.set(from, i32.add(i32.load({}, args), i32.mul(panel, form.taps ** 2 * bytes)));
        local.set(to, i32.add(i32.load({ offset: 4 }, args), i32.mul(panel, bytes)));
        call(transform, [from, to, scratch, scratch, i32.const(form.points)]);
      });
    }),
  };
}

/** A task computes one group of output channels of one block: (source, transformed filter, out, bias, batch). */
function correlationProgram(plan: Plan, epilogue: { bias: boolean; relu: boolean }) {
  const { source, out, vertical, horizontal, form, blocks, groups, tile, panels } = plan;
  const { points } = form;
  const products = points ** 2;
  const width = 4 * tile.vectors;
  const columns = out.channels / groups;
  const groupPanels = Math.ceil(columns / width);
  const tileSource: TileSource = {
    ...source,
    group: source.channels,
    top: -vertical[0].start,
    left: -horizontal[0].start,
    tile: points,
    step: TILE,
    points,
  };
  const outPixel = 4 * out.channels;
  const outPitch = outPixel * out.width;
  const dataPitch = pointPitch(blocks.tiles, source.channels);
  const productPitch = pointPitch(blocks.tiles, columns);
  const bytes = panelBytes(plan);
  const space = new TransformSpace(points);
  const common = { space, wide: tile.vectors > 2 };

  const data = tileTransform({
    ...common,
    transform: form.data,
    from: points,
    to: points,
    channels: source.channels,
    source: slicePixels(tileSource, blocks),
    target: { row: points * dataPitch, column: dataPitch },
  });
  const product = (columnsToWrite: number) =>
    strip({
      tile,
      count: blocks.tiles,
      aStride: 4 * source.channels,
      outStride: 4 * columns,
      columns: columnsToWrite,
      loops: [{ count: source.channels, a: 4, b: 4 * width }],
    });
  const lastColumns = columns - width * (groupPanels - 1);
  const last = product(lastColumns);
  const whole = groupPanels > 1 && lastColumns < width ? product(width) : last;
  const output = (columnsToWrite: number) =>
    tileTransform({
      ...common,
      transform: form.output,
      from: points,
      to: TILE,
      channels: columns,
      source: { row: points * productPitch, column: productPitch },
      target: { row: outPitch, column: outPixel },
      columns: columnsToWrite,
      ...epilogue,
    });
  // The last tile of a row may reach beyond the image.
  const lastTile = out.width - TILE * (blocks.tilesX - 1);
  const wholeTiles = lastTile === TILE ? blocks.tilesX : blocks.tilesX - 1;
  const wholeOutput = wholeTiles > 0 ? output(TILE) : undefined;
  const lastOutput = lastTile < TILE ? output(lastTile) : undefined;

  const slice = sliceBytes(tileSource, blocks);
  const layout = { data: slice, product: 0, spare: 0, space: 0, end: 0 };
  layout.product = layout.data + products * dataPitch;
  layout.spare = layout.product + products * productPitch;
  layout.space = layout.spare + spareBytes(tile);
  layout.end = layout.space + space.bytes;

  return {
    scratchBytes: layout.end,
    entry: entry(
      [
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
      ],
      ([args, begin, end, scratch], locals) => {
        const [task, group, block, done, image, endImage, firstRow, batch, ...more] = locals;
        const [pointer, target, spare, spaceAt, a, b, to, y, n, i, panel, rows, four] = more;
        const images = { block, image, end: endImage, firstRow, batch };
        /** Adds the place of the task's group to a pointer. */
        const toGroup = (at: Local<'i32'>, groupBytes: number) => {
          if (groups > 1) local.set(at, i32.add(at, i32.mul(group, groupBytes)));
        };
        local.set(four, TILE);
        local.set(batch, i32.load({ offset: 16 }, args));
        local.set(spare, i32.add(scratch, layout.spare));
        local.set(spaceAt, i32.add(scratch, layout.space));
        space.prepare(spaceAt);
        clear(scratch, slice);
        local.set(done, -1);

        range(task, begin, end, () => {
          local.set(block, i32.div_u(task, groups));
          local.set(group, i32.rem_u(task, groups));
          // The groups of a block follow each other and share its transformed tiles.
          i32.ne(block, done);
          control.if(null, () => {
            local.set(target, i32.add(scratch, layout.data));
            eachImage(blocks, images, () => {
              local.set(
                pointer,
                i32.add(
                  i32.mul(image, 4 * source.height * source.width * source.channels),
                  i32.load({}, args),
                ),
              );
              transformTiles(
                tileSource,
                blocks,
                data,
                { image: pointer, firstRow, slice: scratch, target, space: spaceAt },
                [y, i, a, to, n, b],
              );
            });
            local.set(done, block);
          });

          local.set(a, i32.add(scratch, layout.data));
          local.set(b, i32.load({ offset: 4 }, args));
          toGroup(b, groupPanels * bytes);
          local.set(to, i32.add(scratch, layout.product));
          times(n, products, () => {
            range(panel, 0, groupPanels, () => {
              choosePanel(panel, groupPanels, whole, last, (variant) =>
                call(variant, [a, b, to, spare, spare]),
              );
              advance(b, bytes);
              advance(to, 4 * width);
            });
            advance(a, dataPitch);
            advance(b, panels * bytes + 64 - groupPanels * bytes);
            advance(to, productPitch - 4 * width * groupPanels);
          });

          local.set(a, i32.add(scratch, layout.product));
          local.set(b, i32.load({ offset: 12 }, args));
          toGroup(b, 4 * columns);
          eachImage(blocks, images, () => {
            local.set(pointer, i32.add(i32.mul(image, out.height * outPitch), i32.load({ offset: 8 }, args)));
            toGroup(pointer, 4 * columns);
            local.set(y, firstRow);
            times(i, blocks.rows, () => {
              local.set(to, i32.add(i32.mul(y, TILE * outPitch), pointer));
              local.set(rows, i32.sub(i32.const(out.height), i32.mul(y, TILE)));
              // The last block may have rows of tiles that the image has not. (wasmati's i32.gt_s is unsigned.)
              i32.lt_s(0, rows);
              control.if(null, () => {
                limitTo(rows, four);
                const write = (variant: TileTransform) => {
                  call(variant, [a, to, b, spaceAt, rows]);
                  advance(a, 4 * columns);
                  advance(to, TILE * outPixel);
                };
                if (wholeOutput) times(n, wholeTiles, () => write(wholeOutput));
                if (lastOutput) write(lastOutput);
              });
              advance(y, 1);
            });
          });
        });
      },
    ),
  };
}
