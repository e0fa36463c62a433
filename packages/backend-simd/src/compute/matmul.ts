/** Matrix product, in all transposes, with batches. */
import { call, i32, local } from 'wasmati';

import { range } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { packing } from '../wasm/packing.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import { tileShape } from '../wasm/tile-shape.js';
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

/**
 * out [batch, m, n] = a [batch, m, k] x b [batch, k, n], then bias [n] and activation if asked for.
 *
 * A task is one panel of columns of one product: it packs its panel of `b` and goes down all rows of `a`.
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
  const tile = tileShape(n);
  const width = 4 * tile.vectors;
  const panels = Math.ceil(n / width);
  if (m === 0 || n === 0 || batch === 0) return;
  const bias = epilogue.bias !== undefined;
  const relu = epilogue.activation === 'relu';
  const aStep = shape.broadcastA ? 0 : 4 * m * k;
  const bStep = shape.broadcastB ? 0 : 4 * k * n;
  const key = `matMul ${tile.rows}x${tile.vectors} ${m} ${n} ${k} ${transposeA} ${transposeB} ${aStep} ${bStep} ${bias} ${relu}`;

  const program = rt.programs.get(key, () => {
    const panelBytes = 4 * width * k;
    const lastColumns = n - width * (panels - 1);
    const variant = (columns: number) => ({
      pack: packing({
        depth: k,
        columns,
        vectors: tile.vectors,
        stride: 4 * (transposeB ? k : n),
        transposed: transposeB,
      }),
      multiply: strip({
        tile,
        count: m,
        aStride: transposeA ? 4 : 4 * k,
        outStride: 4 * n,
        columns,
        loops: [{ count: k, a: transposeA ? 4 * m : 4, b: 4 * width }],
        bias,
        relu,
      }),
    });
    const last = variant(lastColumns);
    const whole = panels > 1 && lastColumns < width ? variant(width) : last;
    return {
      scratchBytes: panelBytes + spareBytes(tile),
      entry: entry(
        [i32, i32, i32, i32, i32, i32, i32, i32],
        ([args, begin, end, scratch], [task, panel, product, from, left, to, biases, spare]) => {
          local.set(spare, i32.add(scratch, panelBytes));
          range(task, begin, end, () => {
            local.set(panel, i32.rem_u(task, panels));
            local.set(product, i32.div_u(task, panels));
            local.set(left, i32.add(i32.load({}, args), i32.mul(product, aStep)));
            local.set(from, i32.add(i32.load({ offset: 4 }, args), i32.mul(product, bStep)));
            local.set(from, i32.add(from, i32.mul(panel, 4 * width * (transposeB ? k : 1))));
            local.set(to, i32.add(i32.load({ offset: 8 }, args), i32.mul(product, 4 * m * n)));
            local.set(to, i32.add(to, i32.mul(panel, 4 * width)));
            local.set(biases, i32.add(i32.load({ offset: 12 }, args), i32.mul(panel, 4 * width)));
            choosePanel(panel, panels, whole, last, ({ pack, multiply }) => {
              call(pack, [from, scratch]);
              call(multiply, [left, scratch, to, biases, spare]);
            });
          });
        },
      ),
    };
  });
  rt.launcher.launch(program, batch * panels, [a, b, out, epilogue.bias ?? 0]);
}
