/** Gradient of max pooling. */
import { f32x4, local, v128 } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { constant } from '../wasm/vector-math.js';
import { poolKey, poolProgram, type PoolShape, windowsTile } from './pooling.js';
import type { Runtime } from './runtime.js';

/**
 * dx [batch, inHeight, inWidth, channels]: each value of dy [batch, outHeight, outWidth, channels] goes to the
 * first cell of its window, row by row, that holds the largest value of x. As on tfjs's cpu backend NaN is passed
 * over, and a window that holds only NaN and -infinity passes no gradient on.
 */
export function maxPoolGrad(rt: Runtime, shape: PoolShape, dy: number, x: number, dx: number): void {
  const tiled = windowsTile(shape);
  const program = rt.programs.get(`maxPoolGrad ${poolKey(shape)}`, () => ({
    entry: poolProgram({
      shape,
      inputs: 2,
      outputs: 1,
      vectors: 4,
      begin: ([, dxImage]) => {
        if (!tiled) clear(dxImage, 4 * shape.inHeight * shape.inWidth * shape.channels);
      },
      body: ({ cells, load, store }, [from, to], [gradient], [max, hit, taken, value]) => {
        local.set(max, constant(-Infinity));
        for (const cell of cells) local.set(max, f32x4.pmax(max, load(from, cell)));
        local.set(taken, f32x4.eq(max, constant(-Infinity)));
        for (const cell of cells) {
          local.set(hit, f32x4.eq(load(from, cell), max));
          local.set(hit, v128.andnot(hit, taken));
          local.set(taken, v128.or(taken, hit));
          local.set(value, v128.and(load(gradient), hit));
          if (!tiled) local.set(value, f32x4.add(value, load(to, cell)));
          store(to, value, cell);
        }
      },
    }),
  }));
  rt.launcher.launch(program, shape.batch, [x, dx, dy]);
}
