/** The end of a sum that was cut into chunks: adds partial results in a fixed order. */
import { f32x4, i32, local, v128 } from 'wasmati';

import { advance, limitTo, range } from '../wasm/loops.js';
import { entry } from '../wasm/program.js';
import type { Runtime } from './runtime.js';

const VECTORS_PER_TASK = 256;

/** Floats between the beginnings of two chunks of `length` floats. */
export function chunkPitch(length: number): number {
  return 4 * Math.ceil(length / 4);
}

/** out [length] = sum of `chunks` partial results, {@link chunkPitch} floats apart. */
export function sumChunks(rt: Runtime, chunks: number, length: number, partial: number, out: number): void {
  const pitch = 4 * chunkPitch(length);
  const vectors = Math.ceil(length / 4);
  const program = rt.programs.get(`sum of chunks of ${length}`, () => ({
    entry: entry(
      [i32, i32, i32, i32, i32, v128],
      ([args, begin, end], [vector, from, source, n, chunksEnd, sum]) => {
        local.set(chunksEnd, i32.load({ offset: 8 }, args));
        local.set(end, i32.mul(end, VECTORS_PER_TASK));
        // The last task may be shorter.
        local.set(n, vectors);
        limitTo(end, n);
        local.set(begin, i32.mul(begin, VECTORS_PER_TASK));
        range(vector, begin, end, () => {
          local.set(from, i32.add(i32.shl(vector, 4), i32.load({}, args)));
          local.set(sum, v128.load({}, from));
          local.set(source, from);
          range(n, 1, chunksEnd, () => {
            advance(source, pitch);
            local.set(sum, f32x4.add(sum, v128.load({}, source)));
          });
          local.set(from, i32.add(i32.shl(vector, 4), i32.load({ offset: 4 }, args)));
          v128.store({}, from, sum);
        });
      },
    ),
  }));
  rt.launcher.launch(program, Math.ceil(vectors / VECTORS_PER_TASK), [partial, out, chunks]);
}
