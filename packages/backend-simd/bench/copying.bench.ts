/**
 * GB/s, read and written, of copies of blocks on one thread, beside a plain copy: the best of many short runs.
 *
 *     npm run bench:copying
 */
import { type Block, copyBlock, denseStrides } from '../src/compute/copy-block.js';
import type { Runtime } from '../src/compute/runtime.js';
import { Memory } from '../src/memory.js';
import { Launcher } from '../src/threads/launcher.js';
import { ProgramCache } from '../src/wasm/program.js';
import { bestTime } from './best-time.js';

const memory = new Memory();
const rt: Runtime = { memory, programs: new ProgramCache(memory), launcher: new Launcher(memory) };
const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
const FLOATS = 4_000_000;
const [source, target] = [0, 1].map(() => {
  const pointer = memory.allocate(4 * FLOATS);
  memory.f32(pointer, FLOATS).fill(1);
  return pointer;
});

async function measure(name: string, floats: number, run: () => void): Promise<void> {
  const best = await bestTime(run);
  const rate = (8 * floats) / best / 1e6;
  console.log(
    `${name.padEnd(46)} ${(1000 * best).toFixed(0).padStart(6)} us ${rate.toFixed(1).padStart(6)} GB/s`,
  );
}

/** Copies a shape between dense tensors of other shapes, with the source's axes in another order. */
async function copy(
  name: string,
  shape: number[],
  inside: { from?: number[]; to?: number[]; axes?: number[] },
) {
  const { from = shape, to, axes = shape.map((_, axis) => axis) } = inside;
  const strides = denseStrides(from);
  const outShape = axes.map((axis) => shape[axis]);
  const read: Block = { pointer: source, strides: axes.map((axis) => strides[axis]) };
  const write: Block = { pointer: target, strides: denseStrides(to ?? outShape) };
  await measure(`${name} of [${shape}]`, size(shape), () => copyBlock(rt, outShape, read, write));
}

await measure('copyWithin', FLOATS / 2, () =>
  memory.floats().copyWithin(target / 4, source / 4, source / 4 + FLOATS / 2),
);
await copy('copy', [64, 28, 28, 32], {});
await copy('slice', [64, 28, 28, 32], { from: [64, 30, 30, 32] });
await copy('pad', [64, 28, 28, 32], { to: [64, 30, 30, 32] });
await copy('pad', [64, 32, 32, 3], { to: [64, 34, 34, 3] });
await copy('concat, last axis', [64, 28, 28, 16], { to: [64, 28, 28, 32] });
await copy('concat, last axis', [64, 28, 28, 3], { to: [64, 28, 28, 6] });
await copy('transpose', [1000, 1000], { axes: [1, 0] });
await copy('transpose', [1024, 1024], { axes: [1, 0] });
await copy('NHWC to NCHW', [64, 28, 28, 32], { axes: [0, 3, 1, 2] });
await copy('NCHW to NHWC', [64, 32, 28, 28], { axes: [0, 2, 3, 1] });
await copy('NHWC to NCHW', [64, 32, 32, 3], { axes: [0, 3, 1, 2] });
await copy('heads', [16, 128, 8, 64], { axes: [0, 2, 1, 3] });
