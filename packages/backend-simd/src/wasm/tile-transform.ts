/** A transform of both dimensions of a square of pixels, for many channels. */
import { f32x4, func, type Func, i32, local, type Local, v128 } from 'wasmati';

import { advance, repeat, times } from './loops.js';
import type { TransformSpace } from './transform-space.js';
import { constant } from './vector-math.js';
import type { Transform } from './winograd.js';

export interface TileTransformOptions {
  transform: Transform;
  /** Shared by the program's transforms. */
  space: TransformSpace;
  /** Whether the engine joins pairs of vectors. */
  wide: boolean;
  /** Pixels along each dimension before and after. */
  from: number;
  to: number;
  /** A multiple of eight. */
  channels: number;
  /** Bytes from row to row and from column to column, before and after. */
  source: { row: number; column: number };
  target: { row: number; column: number };
  /** Columns of the result that are written. Default: all. */
  columns?: number;
  /** Adds the values at `bias`, one for each channel, to the result. */
  bias?: boolean;
  /** Replaces negative results by 0; NaN stays. */
  relu?: boolean;
}

/**
 * (source, target, bias, space, rows): `space` points at the {@link TransformSpace}, which has been prepared; `rows`,
 * at least 1, is the number of rows of the result to write.
 */
export type TileTransform = Func<['i32', 'i32', 'i32', 'i32', 'i32'], []>;

type Vector = Local<'v128'>;

export function tileTransform(options: TileTransformOptions): TileTransform {
  const { transform, space, wide, from, to, channels, source, target, columns = to, bias, relu } = options;
  // Pairs of vectors, so that V8 may join them; one by one they need half the registers.
  const lanes = wide ? [0, 1] : [0];
  const bytes = 16 * lanes.length;
  const vectors = Array<typeof v128>(lanes.length * (from + to) + 2).fill(v128);
  return func(
    { in: [i32, i32, i32, i32, i32], locals: [i32, i32, i32, i32, ...vectors], out: [] },
    (args, locals) => {
      const [input, output, biases, spare, rows] = args;
      const [n, line, read, write, ...rest] = locals;
      const [even, odd, ...all] = rest as [Vector, Vector, ...Vector[]];
      const x = lanes.map((v) => all.slice(v * from, (v + 1) * from));
      const y = lanes.map((v) => all.slice(lanes.length * from + v * to, lanes.length * from + (v + 1) * to));
      const constants = space.constantsAt(spare);

      /** Transforms a line of pixels. Loads and stores come in adjacent pairs, as V8 needs them. */
      const transformLine = (readStep: number, writeStep: number, outputs: number, last: boolean) => {
        for (let i = 0; i < from; i++) {
          for (const v of lanes) local.set(x[v][i], v128.load({ offset: i * readStep + 16 * v }, read));
        }
        for (const v of lanes) transform(x[v], y[v], [even, odd], constants);
        for (let i = 0; i < outputs; i++) {
          for (const v of lanes) {
            const value = y[v][i];
            if (last && bias) local.set(value, f32x4.add(value, v128.load({ offset: 16 * v }, biases)));
            if (last && relu) local.set(value, f32x4.max(value, constant(0)));
          }
          for (const v of lanes) v128.store({ offset: i * writeStep + 16 * v }, write, y[v][i]);
        }
      };

      times(n, (4 * channels) / bytes, () => {
        local.set(read, input);
        local.set(write, spare);
        times(line, from, () => {
          transformLine(source.row, from * bytes, to, false);
          advance(read, source.column);
          advance(write, bytes);
        });
        local.set(read, spare);
        local.set(write, output);
        repeat(line, rows, () => {
          transformLine(bytes, target.column, columns, true);
          advance(read, from * bytes);
          advance(write, target.row);
        });
        advance(input, bytes);
        advance(output, bytes);
        if (bias) advance(biases, bytes);
      });
    },
  );
}
