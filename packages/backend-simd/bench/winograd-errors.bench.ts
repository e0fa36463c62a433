/**
 * The rounding errors of Winograd's algorithm beside the direct one's, for convolutions and their gradients of random
 * normal data: the table of the README.
 *
 *     npm run bench:winograd-errors
 *
 * Errors are differences from sums in float64, as fractions of the largest result. To have the direct algorithm
 * compute a shape that is Winograd's, it gets some more channels of zeros, which add nothing.
 */
import * as compute from '../src/compute/index.js';
import { Memory } from '../src/memory.js';
import { Launcher } from '../src/threads/launcher.js';
import { ProgramCache } from '../src/wasm/program.js';
import {
  convReference,
  convShape,
  filterGradientReference,
  inputGradientReference,
  sizesOf,
} from '../test/conv-reference.js';
import { normal } from './normal.js';

const [BATCH, SIZE, CHANNELS, MORE_CHANNELS] = [8, 14, 32, 36];

const memory = new Memory();
const rt: compute.Runtime = { memory, programs: new ProgramCache(memory), launcher: new Launcher(memory) };

function shapeOf(taps: number, channels: number): compute.ConvShape {
  const pad = (taps - 1) / 2;
  return convShape({
    batch: BATCH,
    size: [SIZE, SIZE],
    channels: [channels, channels],
    filter: [taps, taps],
    pad: [pad, pad, pad, pad],
  });
}

/** Rows of `from` channels with zeros added, or channels taken away, up to `to` channels. */
function withChannels(values: Float32Array, from: number, to: number): Float32Array {
  const result = new Float32Array((values.length / from) * to);
  for (let row = 0; row < values.length / from; row++) {
    result.set(values.subarray(row * from, row * from + Math.min(from, to)), row * to);
  }
  return result;
}

/** A filter, or its gradient, whose channels are changed on both sides. */
function filterWithChannels(values: Float32Array, from: number, to: number, taps: number): Float32Array {
  const wide = withChannels(values, from, to);
  const tap = from * to;
  const result = new Float32Array(taps * taps * to * to);
  for (let i = 0; i < taps * taps; i++) {
    result.set(wide.subarray(i * tap, i * tap + Math.min(from, to) * to), i * to * to);
  }
  return result;
}

function run(inputs: Float32Array[], length: number, kernel: (pointers: number[], out: number) => void) {
  const pointers = inputs.map((values) => {
    const pointer = memory.allocate(4 * values.length);
    memory.f32(pointer, values.length).set(values);
    return pointer;
  });
  const out = memory.allocate(4 * length);
  kernel(pointers, out);
  const result = memory.f32(out, length).slice();
  for (const pointer of [...pointers, out]) memory.free(pointer);
  return result;
}

/** Output, input gradient and filter gradient, computed with `channels` channels of which the first count. */
function compute3(taps: number, channels: number, data: Record<'x' | 'filter' | 'dy', Float32Array>) {
  const shape = shapeOf(taps, channels);
  const size = sizesOf(shape);
  const x = withChannels(data.x, CHANNELS, channels);
  const dy = withChannels(data.dy, CHANNELS, channels);
  const filter = filterWithChannels(data.filter, CHANNELS, channels, taps);
  const y = run([x, filter], size.y, ([a, b], out) => compute.conv2d(rt, shape, a, b, out));
  const dx = run([dy, filter], size.x, ([a, b], out) => compute.conv2dBackpropInput(rt, shape, a, b, out));
  const dw = run([x, dy], size.filter, ([a, b], out) => compute.conv2dBackpropFilter(rt, shape, a, b, out));
  return [
    withChannels(y, channels, CHANNELS),
    withChannels(dx, channels, CHANNELS),
    filterWithChannels(dw, channels, CHANNELS, taps),
  ];
}

function errors(actual: Float32Array, expected: Float64Array): { mean: number; largest: number } {
  const scale = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  const all = expected.map((v, i) => Math.abs(v - actual[i]) / scale);
  return {
    mean: all.reduce((a, b) => a + b, 0) / all.length,
    largest: all.reduce((a, b) => Math.max(a, b), 0),
  };
}

const show = ({ mean, largest }: { mean: number; largest: number }) =>
  `${mean.toExponential(1)} | ${largest.toExponential(1)}`;

console.log(
  `Batch ${BATCH}, ${SIZE} x ${SIZE} pixels, ${CHANNELS} to ${CHANNELS} channels, data from N(0, 1); ` +
    'errors as fractions of the largest result.\n',
);
console.log('| Filter | Result | Winograd | mean error | largest | direct: mean error | largest |');
console.log('| --- | --- | --- | --: | --: | --: | --: |');
for (const taps of [3, 5, 7]) {
  const shape = shapeOf(taps, CHANNELS);
  const size = sizesOf(shape);
  const data = { x: normal(size.x, 1), filter: normal(size.filter, 2), dy: normal(size.y, 3) };
  const references = [
    convReference(shape, data.x, data.filter),
    inputGradientReference(shape, data.dy, data.filter),
    filterGradientReference(shape, data.x, data.dy),
  ];
  const winograd = compute3(taps, CHANNELS, data);
  const direct = compute3(taps, MORE_CHANNELS, data);
  const forward = `F(4x4, ${taps}x${taps})`;
  const forms = [forward, forward, `F(${taps}x${taps}, 4x4)`];
  ['output', 'input gradient', 'filter gradient'].forEach((result, i) => {
    const [a, b] = [errors(winograd[i], references[i]), errors(direct[i], references[i])];
    console.log(`| ${taps}x${taps} | ${result} | ${forms[i]} | ${show(a)} | ${show(b)} |`);
  });
}
