/** A transform of both dimensions of a square of pixels, for many channels. */
import { block, br_if, f32x4, func, type Func, i32, local, type Local, v128 } from 'wasmati';

import { advance, times } from './loops.js';
import { constant } from './vector-math.js';
import { CONSTANT_BYTES, constantsAt, storeConstants, type Transform } from './winograd.js';

export interface TileTransformOptions {
  transform: Transform;
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
 * (source, target, bias, spare, rows): `spare` points at {@link TRANSFORM_SPARE_BYTES} bytes, once
 * {@link prepareTransforms} saw them; `rows`, at least 1, is the number of rows of the result to write.
 */
export type TileTransform = Func<['i32', 'i32', 'i32', 'i32', 'i32'], []>;

/** Channels are taken eight at a time: pairs of vectors, which V8 may join. */
const PAIR = [0, 1] as const;
const PAIR_BYTES = 32;
const MOST_PIXELS = 6;
const HALFWAY_BYTES = MOST_PIXELS * MOST_PIXELS * PAIR_BYTES;
export const TRANSFORM_SPARE_BYTES = HALFWAY_BYTES + CONSTANT_BYTES;

type Vector = Local<'v128'>;

/** Once per run, before any transform. */
export function prepareTransforms(spare: Local<'i32'>, pointer: Local<'i32'>): void {
  local.set(pointer, i32.add(spare, HALFWAY_BYTES));
  storeConstants(pointer);
}

export function tileTransform(options: TileTransformOptions): TileTransform {
  const { transform, from, to, channels, source, target, columns = to, bias, relu } = options;
  const vectors = Array<typeof v128>(4 * MOST_PIXELS + 4).fill(v128);
  return func({ in: [i32, i32, i32, i32, i32], locals: [i32, ...vectors], out: [] }, (args, locals) => {
    const [input, output, biases, spare, rows] = args;
    const [n, ...rest] = locals;
    const all = rest as Vector[];
    const x = PAIR.map((v) => all.slice(v * MOST_PIXELS, v * MOST_PIXELS + from));
    const y = PAIR.map((v) => all.slice((2 + v) * MOST_PIXELS, (2 + v) * MOST_PIXELS + to));
    const t = all.slice(4 * MOST_PIXELS);
    const constants = constantsAt(spare, HALFWAY_BYTES);

    /** Transforms a line of pixels. Loads and stores come in adjacent pairs, as V8 needs them. */
    const transformLine = (read: Line, write: Line, outputs: number, last: boolean) => {
      for (let i = 0; i < from; i++) {
        for (const v of PAIR)
          local.set(x[v][i], v128.load({ offset: read.offset + i * read.step + 16 * v }, read.pointer));
      }
      for (const v of PAIR) transform(x[v], y[v], t, constants);
      for (let i = 0; i < outputs; i++) {
        for (const v of PAIR) {
          const value = y[v][i];
          if (last && bias) local.set(value, f32x4.add(value, v128.load({ offset: 16 * v }, biases)));
          if (last && relu) local.set(value, f32x4.max(value, constant(0)));
        }
        for (const v of PAIR)
          v128.store({ offset: write.offset + i * write.step + 16 * v }, write.pointer, y[v][i]);
      }
    };

    times(n, channels / 8, () => {
      const halfwayRow = from * PAIR_BYTES;
      for (let column = 0; column < from; column++) {
        transformLine(
          { pointer: input, offset: column * source.column, step: source.row },
          { pointer: spare, offset: column * PAIR_BYTES, step: halfwayRow },
          to,
          false,
        );
      }
      block(null, (end) => {
        for (let row = 0; row < to; row++) {
          if (row > 0) {
            i32.le_u(rows, row);
            br_if(end);
          }
          transformLine(
            { pointer: spare, offset: row * halfwayRow, step: PAIR_BYTES },
            { pointer: output, offset: row * target.row, step: target.column },
            columns,
            true,
          );
        }
      });
      advance(input, PAIR_BYTES);
      advance(output, PAIR_BYTES);
      if (bias) advance(biases, PAIR_BYTES);
    });
  });
}

interface Line {
  pointer: Local<'i32'>;
  offset: number;
  /** Bytes from pixel to pixel. */
  step: number;
}
