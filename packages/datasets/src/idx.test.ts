import { describe, expect, it } from 'vitest';
import { idxBytes } from '../test/idx-bytes.js';
import { idxSplit, parseIdx } from './idx.js';

const images = idxBytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const labels = idxBytes([2], [9, 0]);

describe('parseIdx', () => {
  it('reads extents and values', () => {
    expect(parseIdx(images, 'images', 3)).toEqual({
      shape: [2, 2, 3],
      values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    });
    expect(parseIdx(labels, 'labels', 1)).toEqual({ shape: [2], values: Uint8Array.of(9, 0) });
  });

  it('reads bytes that do not begin where their buffer begins', () => {
    const padded = new Uint8Array([77, 77, 77, ...labels]);
    expect(parseIdx(padded.subarray(3), 'labels', 1).values).toEqual(Uint8Array.of(9, 0));
  });

  it.each<[string, Uint8Array, string]>([
    ['labels for images', labels, 'train begins with the magic number 0x00000801; expected 0x00000803.'],
    [
      'gzip data',
      Uint8Array.from([31, 139, 8, 8, ...Array<number>(20)]),
      'magic number 0x1f8b0808; expected 0x00000803.',
    ],
    [
      'floats',
      Uint8Array.from([0, 0, 13, 3, ...Array<number>(20)]),
      'magic number 0x00000d03; expected 0x00000803.',
    ],
    ['nothing', new Uint8Array(0), 'train is truncated: 0 bytes, but its header alone takes 16.'],
    [
      'a part of the header',
      images.subarray(0, 15),
      'train is truncated: 15 bytes, but its header alone takes 16.',
    ],
    [
      'one byte less',
      images.subarray(0, 27),
      'train is truncated: 27 bytes; its header, which says [2, 2, 3], makes 28.',
    ],
    [
      'one byte more',
      Uint8Array.of(...images, 0),
      'train is oversized: 29 bytes; its header, which says [2, 2, 3], makes 28.',
    ],
    ['huge extents', idxBytes([0xffffffff, 0xffffffff, 2], []), 'train is truncated: 16 bytes; its header'],
  ])('rejects %s', (_, bytes, message) => {
    expect(() => parseIdx(bytes, 'train', 3)).toThrow(message);
  });
});

describe('idxSplit', () => {
  const named = (name: string, bytes: Uint8Array) => ({ name, bytes });

  it('joins images and labels', () => {
    const split = idxSplit(named('i', images), named('l', labels), [2, 3, 1], 10);
    expect(split.size).toBe(2);
    expect(split.labels).toEqual(Uint8Array.of(9, 0));
    expect(split.images).toHaveLength(12);
  });

  it('rejects images of another size', () => {
    expect(() => idxSplit(named('i', images), named('l', labels), [28, 28, 1], 10)).toThrow(
      'i holds images of shape [2, 3, 1]; expected [28, 28, 1].',
    );
  });

  it('rejects labels out of range, and says which', () => {
    expect(() => idxSplit(named('i', images), named('l', labels), [2, 3, 1], 9)).toThrow(
      'l holds the label 9 at position 0; expected 0 to 8.',
    );
  });

  it('rejects different numbers of images and labels', () => {
    const three = idxBytes([3], [0, 1, 2]);
    expect(() => idxSplit(named('i', images), named('l', three), [2, 3, 1], 10)).toThrow(
      'i holds 2 images, but l 3 labels.',
    );
  });
});
