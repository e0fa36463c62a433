/** What max and average pooling and their gradients share: the walk over windows and channels. */
import { i32, type Local, local, type StackVar, v128 } from 'wasmati';

import { advance, range, times } from '../wasm/loops.js';
import { type Entry, entry } from '../wasm/program.js';

type Integer = Local<'i32'>;
type Vector = Local<'v128'>;

/** Two-dimensional pooling of NHWC images. Padding below and to the right follows from the sizes. */
export interface PoolShape {
  batch: number;
  inHeight: number;
  inWidth: number;
  channels: number;
  outHeight: number;
  outWidth: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  padTop: number;
  padLeft: number;
}

/** Whether every cell of the input lies in exactly one window, so that a gradient can be stored without adding. */
export function windowsTile(shape: PoolShape): boolean {
  return (
    shape.strideHeight === shape.filterHeight &&
    shape.strideWidth === shape.filterWidth &&
    shape.padTop === 0 &&
    shape.padLeft === 0 &&
    shape.outHeight * shape.filterHeight === shape.inHeight &&
    shape.outWidth * shape.filterWidth === shape.inWidth
  );
}

/** Everything that a pooling program's code depends on. */
export function poolKey(shape: PoolShape): string {
  return JSON.stringify({ ...shape, batch: 0 });
}

/** A window at one output pixel for a few channels, as the code under assembly sees it. */
export interface Window {
  /** Byte offsets of the window's cells inside the image, row by row, from the pointers to the input's side. */
  cells: readonly number[];
  /** Channels are taken four at a time, or one at a time at the end. */
  load: (pointer: Integer, offset?: number) => StackVar<'v128'>;
  store: (pointer: Integer, value: Vector, offset?: number) => void;
}

export interface PoolProgram {
  shape: PoolShape;
  /** Number of argument words that point to tensors like the input; then follow those like the output. */
  inputs: number;
  outputs: number;
  /** Number of vector locals that the body uses. */
  vectors: number;
  /** Once for each image, before its windows: the pointers are at the image's beginning. */
  begin?: (input: readonly Integer[]) => void;
  /** Emits code for one window; the pointers are at the output pixel, and at the window's first cell. */
  body: (
    window: Window,
    input: readonly Integer[],
    output: readonly Integer[],
    vectors: readonly Vector[],
  ) => void;
}

/** Neighbouring outputs whose windows lie in the same way in the image, along one dimension. */
interface Span {
  outputs: number;
  /** First cell inside the image, of the first output. */
  start: number;
  /** Cells inside the image. */
  cells: number;
}

/** A task is one image. */
export function poolProgram(program: PoolProgram): Entry {
  const { shape, inputs, outputs, begin: beginImage, body } = program;
  const { inHeight, inWidth, channels } = shape;
  const rows = spans(shape.outHeight, shape.strideHeight, shape.padTop, shape.filterHeight, inHeight);
  const columns = spans(shape.outWidth, shape.strideWidth, shape.padLeft, shape.filterWidth, inWidth);
  const pixel = 4 * channels;
  const pitch = inWidth * pixel;
  const pointers = Array<typeof i32>(2 * inputs + outputs + 4).fill(i32);
  const vectorLocals = Array<typeof v128>(program.vectors).fill(v128);

  return entry([i32, ...pointers, ...vectorLocals], ([args, begin, end], all) => {
    const [task, ...rest] = all as [Integer, ...Local[]];
    const integers = rest.slice(0, pointers.length) as Integer[];
    const vectors = rest.slice(pointers.length) as Vector[];
    const [row, column, n, spare] = integers.splice(0, 4);
    const images = integers.splice(0, inputs);
    const input = integers.splice(0, inputs);
    const output = integers;

    const eachChannel = (cells: readonly number[]) => {
      const some = (width: number, count: number) => {
        if (count === 0) return;
        times(n, count, () => {
          body({ cells, ...access(width) }, input, output, vectors);
          for (const pointer of [...input, ...output]) advance(pointer, 4 * width);
        });
      };
      some(4, Math.floor(channels / 4));
      some(1, channels % 4);
    };

    range(task, begin, end, () => {
      local.set(spare, i32.mul(task, inHeight * pitch));
      images.forEach((image, i) => local.set(image, i32.add(i32.load({ offset: 4 * i }, args), spare)));
      local.set(spare, i32.mul(task, shape.outHeight * shape.outWidth * pixel));
      output.forEach((pointer, i) =>
        local.set(pointer, i32.add(i32.load({ offset: 4 * (inputs + i) }, args), spare)),
      );
      beginImage?.(images);
      let atRow = 0;
      for (const y of rows) {
        for (const image of images) advance(image, y.start * pitch - atRow);
        times(row, y.outputs, () => {
          for (const x of columns) {
            input.forEach((pointer, i) => local.set(pointer, i32.add(images[i], x.start * pixel)));
            const cells = Array.from({ length: y.cells * x.cells }, (_, i) => {
              return Math.floor(i / x.cells) * pitch + (i % x.cells) * pixel;
            });
            times(column, x.outputs, () => {
              eachChannel(cells);
              for (const pointer of input) advance(pointer, (shape.strideWidth - 1) * pixel);
            });
          }
          for (const image of images) advance(image, shape.strideHeight * pitch);
        });
        atRow = (y.start + y.outputs * shape.strideHeight) * pitch;
      }
    });
  });
}

function access(width: number): Pick<Window, 'load' | 'store'> {
  if (width === 4) {
    return {
      load: (pointer, offset = 0) => v128.load({ offset }, pointer),
      store: (pointer, value, offset = 0) => v128.store({ offset }, pointer, value),
    };
  }
  return {
    load: (pointer, offset = 0) => v128.load32_zero({ offset }, pointer),
    store: (pointer, value, offset = 0) => v128.store32_lane({ offset }, 0, pointer, value),
  };
}

function spans(outputs: number, stride: number, pad: number, filter: number, size: number): Span[] {
  const result: (Span & { skipped: number })[] = [];
  for (let o = 0; o < outputs; o++) {
    const corner = o * stride - pad;
    const start = Math.max(0, corner);
    const cells = Math.max(0, Math.min(size, corner + filter) - start);
    const skipped = start - corner;
    const last = result.at(-1);
    if (last && last.skipped === skipped && last.cells === cells) last.outputs++;
    else result.push({ outputs: 1, start, cells, skipped });
  }
  return result;
}
