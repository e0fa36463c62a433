/** Images as kernels read them: in place, or from a copy of some rows with zeros around it. */
import { control, i32, type Local, local } from 'wasmati';

import { clear, copyFloats } from './copying.js';
import { advance, range } from './loops.js';

type Integer = Local<'i32'>;

export interface Image {
  height: number;
  width: number;
  channels: number;
}

/** What part of an image, and of the zeros around it, is read along one dimension. */
export interface Reach {
  /** Pixels before the first one. */
  before: number;
  /** Where the last pixel read ends. */
  end: number;
}

export interface PaddedImage {
  /** Bytes of scratch for the copy; 0 where the image is read in place. */
  bytes: number;
  /** Bytes from pixel to pixel and from row to row, as read. */
  pixel: number;
  pitch: number;
  /** Byte offset of the first pixel of a row from where the row begins. */
  origin: number;
  /** Once per run: writes the zeros. */
  prepare(scratch: Integer): void;
  /**
   * For each window: sets `base` to where kernels find its first row, and copies it there if need be; `image` is lost.
   * `first`, the number of that row, is negative in the padding above the image.
   */
  load(
    image: Integer,
    first: Integer,
    scratch: Integer,
    base: Integer,
    temporaries: [Integer, Integer, Integer],
  ): void;
}

/**
 * @param y what all windows read
 * @param rows height of a window
 */
export function paddedImage(
  { height, width, channels }: Image,
  y: Reach,
  x: Reach,
  rows: number,
): PaddedImage {
  const pixel = 4 * channels;
  if (y.before === 0 && x.before === 0 && y.end <= height && x.end <= width) {
    return {
      bytes: 0,
      pixel,
      pitch: pixel * width,
      origin: 0,
      prepare: () => {},
      load: (image, first, _scratch, base) => local.set(base, i32.add(i32.mul(first, pixel * width), image)),
    };
  }
  const pitch = pixel * (x.before + x.end);
  const bytes = pitch * rows;
  const origin = x.before * pixel;
  const floats = channels * Math.min(width, x.end);
  return {
    bytes,
    pixel,
    pitch,
    origin,
    prepare: (scratch) => clear(scratch, bytes),
    load: (image, first, scratch, base, [target, row, counter]) => {
      local.set(base, i32.mul(first, pixel * width));
      local.set(image, i32.add(image, base));
      local.set(base, scratch);
      local.set(target, i32.add(scratch, origin));
      local.set(row, first);
      local.set(first, i32.add(first, rows));
      range(row, row, first, () => {
        // Unsigned: rows above the image are beyond it too.
        i32.lt_u(row, height);
        control.if(
          null,
          () => {
            copyFloats(image, target, counter, floats);
            advance(image, pixel * width - 4 * floats);
            advance(target, pitch - 4 * floats);
          },
          () => {
            clear(target, 4 * floats);
            advance(image, pixel * width);
            advance(target, pitch);
          },
        );
      });
    },
  };
}
