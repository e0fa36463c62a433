/** Matrix product, in all transposes, with batches. */
import { call, control, func, i32, local, v128 } from 'wasmati';

import { advance, limitTo, range } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { packing } from '../wasm/packing.js';
import { entry } from '../wasm/program.js';
import { spareBytes, stripPart } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import type { Epilogue, Runtime } from './runtime.js';

export interface MatMulShape {
  /** Rows of the result. */
  m: number;
  /** Columns of the result. */
  n: number;
  /** Length of the sums. */
  k: number;
  /** Number of products. Default 1. */
  batch?: number;
  /** `a` is stored as k x m. */
  transposeA?: boolean;
  /** `b` is stored as n x k. */
  transposeB?: boolean;
  /** All products take the same `a`. */
  broadcastA?: boolean;
  /** All products take the same `b`. */
  broadcastB?: boolean;
}

/** Multiplications that are worth a task of their own. */
const TASK_PRODUCTS = 2 ** 18;
/** A band of `a` that is copied stays in the L1 cache. */
const BAND_BYTES = 2 ** 15;
/** Rows at such distances would evict each other from the caches. */
const EVICTING_STRIDE = 1024;
/** The copy of a band must serve so many panels to be worth it. */
const FEWEST_PANELS_PER_BAND = 4;
/** Panels of `b` are packed for at least so many tiles: fewer read them in place. */
const FEWEST_TILES_PER_PANEL = 3;

/**
 * out [batch, m, n] = a [batch, m, k] x b [batch, k, n], then bias [n] and activation if asked for.
 *
 * A task is a band of rows in one panel of columns of one product. A thread that does tasks one after another packs a
 * panel of `b` only when it comes to the next one.
 */
export function matMul(
  rt: Runtime,
  shape: MatMulShape,
  a: number,
  b: number,
  out: number,
  epilogue: Epilogue = {},
): void {
  const { m, n, k, batch = 1, transposeA = false, transposeB = false } = shape;
  if (m === 0 || n === 0 || batch === 0) return;
  const tile = tileShape(n);
  const bias = epilogue.bias !== undefined;
  const relu = epilogue.activation === 'relu';
  const aStep = shape.broadcastA ? 0 : 4 * m * k;
  const bStep = shape.broadcastB ? 0 : 4 * k * n;
  const key = `matMul ${tile.rows}x${tile.vectors} ${m} ${n} ${k} ${transposeA} ${transposeB} ${aStep} ${bStep} ${bias} ${relu}`;
  const cut = cutProduct(tile, m, n, k, transposeA);
  const program = rt.programs.get(key, () =>
    matMulProgram({ m, n, k, transposeA, transposeB, aStep, bStep, bias, relu }, tile, cut),
  );
  rt.launcher.launch(program, batch * cut.panels * cut.bands, [a, b, out, epilogue.bias ?? 0]);
}

interface Cut {
  panels: number;
  bands: number;
  tilesPerBand: number;
  /** Bands of `a` are copied, each for all panels. */
  copyBands: boolean;
}

function cutProduct(tile: TileShape, m: number, n: number, k: number, transposeA: boolean): Cut {
  const width = 4 * tile.vectors;
  const panels = Math.ceil(n / width);
  const tiles = Math.ceil(m / tile.rows);
  const copyBands =
    transposeA && (4 * m) % EVICTING_STRIDE === 0 && k > 1 && panels >= FEWEST_PANELS_PER_BAND;
  const most = copyBands ? Math.floor(BAND_BYTES / (4 * tile.rows * k)) : Infinity;
  const tilesPerBand = Math.max(
    1,
    Math.min(tiles, most, Math.round(TASK_PRODUCTS / (tile.rows * width * Math.max(1, k)))),
  );
  return { panels, bands: Math.ceil(tiles / tilesPerBand), tilesPerBand, copyBands };
}

interface Product {
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  transposeB: boolean;
  /** Bytes from product to product. */
  aStep: number;
  bStep: number;
  bias: boolean;
  relu: boolean;
}

function matMulProgram(product: Product, tile: TileShape, cut: Cut) {
  const { m, n, k, transposeA, transposeB, aStep, bStep, bias, relu } = product;
  const { panels, bands, tilesPerBand, copyBands } = cut;
  const width = 4 * tile.vectors;
  const inPlace = !transposeB && (panels === 1 || Math.ceil(m / tile.rows) < FEWEST_TILES_PER_PANEL);
  const panelBytes = inPlace ? 0 : 4 * width * k;
  // Whole vectors, so that the copy of a band may end with one.
  const bandPitch = 16 * Math.ceil((tilesPerBand * tile.rows) / 4);
  const bandBytes = copyBands ? bandPitch * k : 0;
  const aStride = transposeA ? 4 : 4 * k;
  const variant = (columns: number) => ({
    pack: packing({
      depth: k,
      columns,
      vectors: tile.vectors,
      stride: 4 * (transposeB ? k : n),
      transposed: transposeB,
    }),
    part: stripPart({
      tile,
      count: m,
      aStride,
      outStride: 4 * n,
      columns,
      loops: [
        { count: k, a: copyBands ? bandPitch : transposeA ? 4 * m : 4, b: inPlace ? 4 * n : 4 * width },
      ],
      bias,
      relu,
    }),
  });
  const lastColumns = n - width * (panels - 1);
  const last = variant(lastColumns);
  const whole = panels > 1 && lastColumns < width ? variant(width) : last;
  const { tiles, rowOf } = last.part;
  const copyBand = bandCopy(k, 4 * m, bandPitch);

  return {
    scratchBytes: panelBytes + bandBytes + spareBytes(tile),
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], all) => {
        const [
          task,
          panel,
          band,
          one,
          packed,
          copied,
          first,
          stop,
          row,
          columns,
          left,
          right,
          to,
          biases,
          spare,
        ] = all;
        local.set(packed, -1);
        local.set(copied, -1);
        range(task, begin, end, () => {
          // Neighbouring tasks share what is dear to prepare: the copied band of `a`, or else the panel of `b`.
          const [inner, innermost] = copyBands ? [panel, panels] : [band, bands];
          const [outer, outermost] = copyBands ? [band, bands] : [panel, panels];
          local.set(inner, i32.rem_u(task, innermost));
          local.set(one, i32.div_u(task, innermost));
          local.set(outer, i32.rem_u(one, outermost));
          local.set(one, i32.div_u(one, outermost));
          local.set(first, i32.mul(band, tilesPerBand));
          local.set(stop, i32.add(first, tilesPerBand));
          local.set(row, tiles);
          limitTo(stop, row);
          local.set(row, rowOf(first));
          local.set(right, i32.add(i32.load({ offset: 4 }, args), i32.mul(one, bStep)));
          local.set(right, i32.add(right, i32.mul(panel, 4 * width * (transposeB ? k : 1))));
          local.set(left, i32.add(i32.load({}, args), i32.mul(one, aStep)));
          local.set(left, i32.add(left, i32.mul(row, aStride)));
          if (copyBands) {
            local.set(to, i32.add(i32.mul(one, bands), band));
            local.get(to);
            local.get(copied);
            i32.ne();
            control.if(null, () => {
              local.set(copied, to);
              local.set(columns, rowOf(stop));
              local.set(columns, i32.sub(columns, row));
              local.set(to, i32.add(scratch, panelBytes));
              call(copyBand, [left, to, columns]);
            });
            local.set(left, i32.add(scratch, panelBytes));
          }
          local.set(to, i32.add(i32.load({ offset: 8 }, args), i32.mul(one, 4 * m * n)));
          local.set(to, i32.add(to, i32.mul(panel, 4 * width)));
          local.set(to, i32.add(to, i32.mul(row, 4 * n)));
          local.set(biases, i32.add(i32.load({ offset: 12 }, args), i32.mul(panel, 4 * width)));
          local.set(spare, i32.add(scratch, panelBytes + bandBytes));
          local.set(one, i32.add(i32.mul(one, panels), panel));
          choosePanel(panel, panels, whole, last, ({ pack, part }) => {
            if (!inPlace) {
              local.get(one);
              local.get(packed);
              i32.ne();
              control.if(null, () => call(pack, [right, scratch]));
              local.set(packed, one);
            }
            call(part.compute, [left, inPlace ? right : scratch, to, biases, spare, first, stop]);
          });
        });
      },
    ),
  };
}

/** (a, band, columns): copies columns, rounded up to whole vectors, of `k` rows. */
function bandCopy(k: number, aPitch: number, bandPitch: number) {
  return func({ in: [i32, i32, i32], locals: [i32, i32], out: [] }, ([from, to, columns], [row, at]) => {
    local.set(columns, i32.shl(columns, 2));
    range(row, 0, k, () => {
      range(at, 0, columns, () => v128.store({}, i32.add(to, at), v128.load({}, i32.add(from, at))), 16);
      advance(from, aPitch);
      advance(to, bandPitch);
    });
  });
}
