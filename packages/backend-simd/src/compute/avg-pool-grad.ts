/** Gradient of average pooling. */
import { f32x4, local } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { constant } from '../wasm/vector-math.js';
import { poolKey, poolProgram, type PoolShape } from './pooling.js';
import type { Runtime } from './runtime.js';

/**
 * dx [batch, inHeight, inWidth, channels]: each value of dy [batch, outHeight, outWidth, channels], divided by the
 * size of the filter, goes to all cells of its window. Tfjs's cpu backend divides so at the edges too, although
 * its forward pass counts only cells inside the image.
 */
export function avgPoolGrad(rt: Runtime, shape: PoolShape, dy: number, dx: number): void {
  const { filterHeight, filterWidth } = shape;
  const program = rt.programs.get(`avgPoolGrad ${poolKey(shape)}`, () => ({
    entry: poolProgram({
      shape,
      inputs: 1,
      outputs: 1,
      vectors: 2,
      begin: ([image]) => clear(image, 4 * shape.inHeight * shape.inWidth * shape.channels),
      body: ({ cells, load, store }, [to], [gradient], [share, value]) => {
        local.set(share, f32x4.mul(load(gradient), constant(1 / (filterHeight * filterWidth))));
        for (const cell of cells) {
          local.set(value, f32x4.add(share, load(to, cell)));
          store(to, value, cell);
        }
      },
    }),
  }));
  rt.launcher.launch(program, shape.batch, [dx, dy]);
}
