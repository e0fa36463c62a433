import { expect, it } from 'vitest';
import { coalesce } from './coalesce.js';

it('never writes twice at a time, and writes what came last', async () => {
  let value = 0;
  let writing = 0;
  const written: number[] = [];
  const save = coalesce(async () => {
    expect(++writing).toBe(1);
    const now = value;
    await new Promise((resolve) => setTimeout(resolve, 5));
    written.push(now);
    writing--;
  });
  const calls: Promise<void>[] = [];
  for (value = 1; value <= 5; value++) {
    calls.push(save());
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
  value = 6;
  await Promise.all(calls);
  expect(written).toEqual([1, 6]);
  value = 7;
  await save();
  expect(written).toEqual([1, 6, 7]);
});

it('tells everybody of a failure, and tries again when asked again', async () => {
  let full = true;
  const save = coalesce(() => (full ? Promise.reject(new Error('the disk is full')) : Promise.resolve()));
  await expect(Promise.all([save(), save()])).rejects.toThrow('the disk is full');
  full = false;
  await save();
});
