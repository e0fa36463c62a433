import { expect, it } from 'vitest';
import { randomStream, xoshiro128 } from './random.js';

it('gives the numbers of the reference implementation', () => {
  // What xoshiro128starstar.c (version 1.1) gives from the state 1, 2, 3, 4; also in the tests of Rust's rand_xoshiro.
  const random = xoshiro128([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

it('gives different streams for different lists of numbers', () => {
  const lists = [[], [0], [1], [0, 0], [0, 1], [1, 0], [2 ** 32 - 1]];
  const firsts = lists.map((numbers) => randomStream(...numbers).uint32());
  expect(new Set(firsts).size).toBe(lists.length);
});

it('keeps its streams as they are: stored results depend on them', () => {
  const random = randomStream(7, 3);
  expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
    [
      2318248668,
      2389137474,
      2267528013,
    ]
  `);
});

it('shuffles without preferring an order', () => {
  const counts = new Map<string, number>();
  const random = randomStream(1);
  for (let round = 0; round < 24_000; round++) {
    const order = Uint8Array.of(0, 1, 2, 3);
    random.shuffle(order);
    counts.set(order.join(''), (counts.get(order.join('')) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // 1,000 are expected of each; the chi-squared statistic with 23 degrees of freedom exceeds 49.7 once in 1,000.
  const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(statistic).toBeLessThan(49.7);
});
