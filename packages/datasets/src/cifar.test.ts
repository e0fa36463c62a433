import { expect, it } from 'vitest';
import { unpackedFiles } from '../test/tiny-cifar.js';
import { cifarSplit } from './cifar.js';

const file = (name: string) => ({ name, bytes: unpackedFiles.get(name)! });

it('joins files into one split, channels last', () => {
  const split = cifarSplit([file('batch_1.bin'), file('batch_2.bin')], [2, 2, 3], 3);
  expect(split.size).toBe(5);
  expect([...split.labels]).toEqual([0, 1, 2, 2, 0]);
  expect([...split.images.subarray(36, 48)]).toEqual([80, 84, 88, 81, 85, 89, 82, 86, 90, 83, 87, 91]);
});

it('takes 32 x 32 x 3 and ten classes for granted', () => {
  const bytes = new Uint8Array(2 * 3073);
  bytes[3073] = 9;
  expect([...cifarSplit([{ name: 'a.bin', bytes }]).labels]).toEqual([0, 9]);
});

it('refuses what is not whole records, and labels out of range', () => {
  expect(() => cifarSplit([{ name: 'a.bin', bytes: new Uint8Array(3072) }])).toThrow(
    'a.bin has 3072 bytes; expected a number of whole records of 3073 bytes each.',
  );
  expect(() => cifarSplit([{ name: 'a.bin', bytes: new Uint8Array(0) }])).toThrow('a.bin has 0 bytes');
  expect(() => cifarSplit([file('batch_1.bin')], [2, 2, 3], 2)).toThrow(
    'batch_1.bin has the label 2 in record 2; expected 0 to 1.',
  );
});
