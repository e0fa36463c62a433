import { expect, it } from 'vitest';
import { packImage, unpackImage } from './packed-image.js';

it('pictures come back within half a step', () => {
  const values = Float32Array.from({ length: 35 }, (_, i) => Math.sin(i) * 1e-3 - 5e-4);
  const packed = packImage(values, 7, 5);
  expect(packed).toMatchObject({ width: 7, height: 5, low: Math.min(...values), high: Math.max(...values) });
  const back = unpackImage(JSON.parse(JSON.stringify(packed)) as typeof packed);
  const most = (packed.high - packed.low) / 510 + 1e-12;
  back.values.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThanOrEqual(most));
  expect(packed.pixels.length).toBe(48);
});

it('colours keep their order', () => {
  const packed = packImage([0, 51, 255, 102, 0, 204], 2, 1, 3);
  expect(packed.channels).toBe(3);
  expect(unpackImage(packed)).toEqual({
    width: 2,
    height: 1,
    channels: 3,
    values: Float64Array.of(0, 51, 255, 102, 0, 204),
  });
});

it('equal values stay as they are, and what is not finite becomes the smallest', () => {
  expect([...unpackImage(packImage([0.3, 0.3], 2, 1)).values]).toEqual([0.3, 0.3]);
  expect([...unpackImage(packImage([NaN, 1, 3, Infinity], 2, 2)).values]).toEqual([1, 1, 3, 1]);
});

it('lengths that do not fit are refused', () => {
  expect(() => packImage([1, 2, 3], 2, 2)).toThrow('values must be 4 numbers (2 x 2 x 1), but are 3');
  const packed = packImage([1, 2, 3, 4], 2, 2);
  expect(() => unpackImage({ ...packed, width: 3 })).toThrow('pixels must hold 6 bytes, but hold 4');
});
