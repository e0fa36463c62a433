/** Images as kernels read them: in place, or from a copy with zeros around it. */
import { i32, type Local, local } from 'wasmati';

import { clear, copyRows } from './copying.js';

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
  /** Byte offset of the image's own first pixel. */
  origin: number;
  /** Once per run: writes the zeros. */
  prepare(scratch: Integer): void;
  /** For each image: sets `base` to where kernels read it, and copies it there if need be; `image` is lost. */
  load(image: Integer, scratch: Integer, base: Integer, temporaries: [Integer, Integer, Integer]): void;
}

export function paddedImage({ height, width, channels }: Image, y: Reach, x: Reach): PaddedImage {
  const pixel = 4 * channels;
  if (y.before === 0 && x.before === 0 && y.end <= height && x.end <= width) {
    return {
      bytes: 0,
      pixel,
      pitch: pixel * width,
      origin: 0,
      prepare: () => {},
      load: (image, _scratch, base) => local.set(base, image),
    };
  }
  const pitch = pixel * (x.before + x.end);
  const bytes = pitch * (y.before + y.end);
  const origin = y.before * pitch + x.before * pixel;
  return {
    bytes,
    pixel,
    pitch,
    origin,
    prepare: (scratch) => clear(scratch, bytes),
    load: (image, scratch, base, [target, row, counter]) => {
      local.set(base, scratch);
      local.set(target, i32.add(scratch, origin));
      copyRows([image, target], [row, counter], {
        rows: Math.min(height, y.end),
        floats: channels * Math.min(width, x.end),
        sourcePitch: pixel * width,
        targetPitch: pitch,
      });
    },
  };
}
