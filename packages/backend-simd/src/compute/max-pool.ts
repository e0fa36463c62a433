/** Max pooling. */
import { f32x4, local } from 'wasmati';

import { constant } from '../wasm/vector-math.js';
import { poolKey, poolProgram, type PoolShape } from './pooling.js';
import type { Runtime } from './runtime.js';

/**
 * out [batch, outHeight, outWidth, channels] = the largest value in each window of
 * x [batch, inHeight, inWidth, channels]. As on tfjs's cpu backend NaN is passed over, and a window with nothing
 * else, or without a cell inside the image, gives -infinity.
 */
export function maxPool(rt: Runtime, shape: PoolShape, x: number, out: number): void {
  const program = rt.programs.get(`maxPool ${poolKey(shape)}`, () => ({
    entry: poolProgram({
      shape,
      inputs: 1,
      outputs: 1,
      vectors: 1,
      body: ({ cells, load, store }, [from], [to], [max]) => {
        local.set(max, constant(-Infinity));
        // pmax(a, b) is b where a < b, else a: the comparison of the cpu backend.
        for (const cell of cells) local.set(max, f32x4.pmax(max, load(from, cell)));
        store(to, max);
      },
    }),
  }));
  rt.launcher.launch(program, shape.batch, [x, out]);
}
