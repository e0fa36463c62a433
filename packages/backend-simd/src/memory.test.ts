import { describe, expect, it } from 'vitest';

import { Memory, PADDING, sizeClass } from './memory.js';

describe('size classes', () => {
  it('hold the bytes and the padding, waste at most an eighth, and are aligned', () => {
    for (let bytes = 0; bytes < 3e6; bytes += 977) {
      const size = sizeClass(bytes);
      expect(size).toBeGreaterThanOrEqual(bytes + PADDING);
      expect(size).toBeLessThanOrEqual(Math.max(1.125 * (bytes + PADDING) + 64, 128));
      expect(size % 64).toBe(0);
    }
  });
});

for (const shared of [true, false]) {
  describe(shared ? 'a shared memory' : 'an unshared memory', () => {
    it('hands freed memory out again', () => {
      const memory = new Memory({ shared });
      const first = memory.allocate(1000);
      expect(memory.bytesInUse).toBe(sizeClass(1000));
      memory.free(first);
      expect(memory.bytesInUse).toBe(0);
      expect(memory.allocate(990)).toBe(first);
    });

    it('grows when needed and keeps what it holds', () => {
      const memory = new Memory({ shared });
      const pointer = memory.allocate(16);
      memory.f32(pointer, 4).set([1, 2, 3, 4]);
      const before = memory.bytesReserved;
      const large = memory.allocate(before);
      expect(memory.bytesReserved).toBeGreaterThan(before);
      memory.f32(large, before / 4).fill(7);
      expect([...memory.f32(pointer, 4)]).toEqual([1, 2, 3, 4]);
      expect(memory.f32(large, before / 4)[before / 4 - 1]).toBe(7);
    });

    it('says what was asked for and what is held when it cannot grow', () => {
      const memory = new Memory({ shared, maxPages: 64 });
      memory.allocate(3_000_000);
      expect(() => memory.allocate(2_000_000)).toThrow(
        /2,000,000 bytes were asked for.*live allocations \(tensors 0, pending expressions 0, scratch space 3,.*4,194,304/s,
      );
    });

    it('splits a larger freed block before it gives up', () => {
      const memory = new Memory({ shared, maxPages: 64 });
      const large = memory.allocate(3_900_000);
      memory.free(large);
      const parts = [1, 2, 3].map(() => memory.allocate(1_000_000));
      expect(new Set(parts).size).toBe(3);
      for (const part of parts) memory.free(part);
      expect(memory.bytesInUse).toBe(0);
    });

    it('joins freed blocks before it gives up', () => {
      const memory = new Memory({ shared, maxPages: 64 });
      const small: number[] = [];
      for (;;) {
        try {
          small.push(memory.allocate(40_000 + 100 * small.length));
        } catch {
          break;
        }
      }
      const kept = small.splice(20, 1)[0];
      memory.f32(kept, 4).set([1, 2, 3, 4]);
      for (const pointer of small) memory.free(pointer);
      const large = [memory.allocate(1_500_000), memory.allocate(700_000)];
      memory.f32(large[0], 375_000).fill(9);
      memory.f32(large[1], 175_000).fill(9);
      expect([...memory.f32(kept, 4)]).toEqual([1, 2, 3, 4]);
      for (const pointer of [...large, kept]) memory.free(pointer);
      expect(memory.bytesInUse).toBe(0);
      memory.free(memory.allocate(3_600_000));
    });

    it('refuses to free what is not allocated, and sizes that are no sizes', () => {
      const memory = new Memory({ shared });
      expect(() => memory.free(4096)).toThrow('free(4096)');
      expect(() => memory.allocate(NaN)).toThrow('NaN');
    });
  });
}

it('memory that is kept for good is not counted as in use, and not handed out again', () => {
  const memory = new Memory({ maxPages: 64 });
  const kept = memory.allocateForGood(1000);
  expect(memory.bytesInUse).toBe(0);
  expect(() => memory.free(kept)).toThrow('no live allocation begins there');
  expect(memory.allocate(1000)).not.toBe(kept);
});
