/**
 * GFLOP/s of matrix products, convolutions and their gradients, and microseconds of pooling, one thread, the best of
 * many short runs. Multiplications and additions are counted as the direct algorithm has them.
 *
 *     npm run bench -- [pattern]                 wide vectors off
 *     npm run bench -- --wide [pattern]          wide vectors on
 */
import v8 from 'node:v8';

import { assumeWideVectors } from '../src/wasm/tile-shape.js';
import * as compute from '../src/compute/index.js';
import { Memory } from '../src/memory.js';
import { Launcher } from '../src/threads/launcher.js';
import { ProgramCache } from '../src/wasm/program.js';
import { bestTime } from './best-time.js';
import { convolutions, depthwiseConvolutions, products } from './shapes.js';

const wide = process.argv.includes('--wide');
const pattern = new RegExp(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '');
if (wide) {
  v8.setFlagsFromString('--experimental-wasm-revectorize');
  assumeWideVectors(true);
}
const memory = new Memory();
const rt: compute.Runtime = { memory, programs: new ProgramCache(memory), launcher: new Launcher(memory) };

function tensor(length: number): number {
  const pointer = memory.allocate(4 * length);
  const values = memory.f32(pointer, length);
  for (let i = 0; i < length; i++) values[i] = Math.sin(i * 12.9898);
  return pointer;
}

async function measure(name: string, operations: number, run: () => void): Promise<void> {
  if (!pattern.test(name)) return;
  const best = await bestTime(run);
  const rate =
    operations > 0 ? `${(operations / best / 1e6).toFixed(1).padStart(7)} GFLOP/s` : ''.padStart(15);
  console.log(`${name.padEnd(40)} ${(1000 * best).toFixed(0).padStart(7)} us ${rate}`);
}

for (const [name, s] of Object.entries(products)) {
  const [a, b, out] = [tensor(s.m * s.k), tensor(s.k * s.n), tensor(s.m * s.n)];
  await measure(name, 2 * s.m * s.n * s.k, () => compute.matMul(rt, s, a, b, out));
}
for (const [name, s] of Object.entries(convolutions)) {
  const operations =
    2 * s.batch * s.outHeight * s.outWidth * s.outChannels * s.filterHeight * s.filterWidth * s.inChannels;
  const x = tensor(s.batch * s.inHeight * s.inWidth * s.inChannels);
  const y = tensor(s.batch * s.outHeight * s.outWidth * s.outChannels);
  const filter = tensor(s.filterHeight * s.filterWidth * s.inChannels * s.outChannels);
  const bias = tensor(s.outChannels);
  await measure(name, operations, () => compute.conv2d(rt, s, x, filter, y, { bias }));
  await measure(`${name}, dx`, operations, () => compute.conv2dBackpropInput(rt, s, y, filter, x));
  await measure(`${name}, dw`, operations, () => compute.conv2dBackpropFilter(rt, s, x, y, filter));
}
for (const [name, s] of Object.entries(depthwiseConvolutions)) {
  const operations = 2 * s.batch * s.outHeight * s.outWidth * s.outChannels * s.filterHeight * s.filterWidth;
  const x = tensor(s.batch * s.inHeight * s.inWidth * s.inChannels);
  const y = tensor(s.batch * s.outHeight * s.outWidth * s.outChannels);
  const filter = tensor(s.filterHeight * s.filterWidth * s.outChannels);
  await measure(name, operations, () => compute.depthwiseConv2d(rt, s, x, filter, y));
  await measure(`${name}, dx`, operations, () => compute.depthwiseConv2dBackpropInput(rt, s, y, filter, x));
  await measure(`${name}, dw`, operations, () => compute.depthwiseConv2dBackpropFilter(rt, s, x, y, filter));
}
for (const [size, channels] of [
  [28, 32],
  [14, 64],
] as const) {
  const half = size / 2;
  const s: compute.PoolShape = {
    batch: 64,
    inHeight: size,
    inWidth: size,
    channels,
    outHeight: half,
    outWidth: half,
    filterHeight: 2,
    filterWidth: 2,
    strideHeight: 2,
    strideWidth: 2,
    padTop: 0,
    padLeft: 0,
  };
  const [x, dx] = [tensor(64 * size * size * channels), tensor(64 * size * size * channels)];
  const y = tensor(64 * half * half * channels);
  await measure(`max pool ${size}x${size}x${channels}`, 0, () => compute.maxPool(rt, s, x, y));
  await measure(`max pool ${size}x${size}x${channels}, dx`, 0, () => compute.maxPoolGrad(rt, s, y, x, dx));
}
