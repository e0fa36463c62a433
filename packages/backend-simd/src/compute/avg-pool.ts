/** Average pooling. */
import { f32x4, local } from 'wasmati';

import { constant } from '../wasm/vector-math.js';
import { poolKey, poolProgram, type PoolShape } from './pooling.js';
import type { Runtime } from './runtime.js';

/**
 * out [batch, outHeight, outWidth, channels] = the mean of each window of x [batch, inHeight, inWidth, channels]
 * over its cells inside the image; NaN where there are none.
 */
export function avgPool(rt: Runtime, shape: PoolShape, x: number, out: number): void {
  const program = rt.programs.get(`avgPool ${poolKey(shape)}`, () => ({
    entry: poolProgram({
      shape,
      inputs: 1,
      outputs: 1,
      vectors: 1,
      body: ({ cells, load, store }, [from], [to], [sum]) => {
        local.set(sum, constant(0));
        for (const cell of cells) local.set(sum, f32x4.add(sum, load(from, cell)));
        local.set(sum, f32x4.div(sum, constant(cells.length)));
        store(to, sum);
      },
    }),
  }));
  rt.launcher.launch(program, shape.batch, [x, out]);
}
