import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { sha256, sha256Sync } from './sha256.js';

const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 167) & 255);
const reference = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

afterEach(() => vi.unstubAllGlobals());

it('agrees with OpenSSL at every length around the block size', () => {
  for (let length = 0; length <= bytes.length; length++) {
    expect(sha256Sync(bytes.subarray(0, length)), `${length} bytes`).toBe(
      reference(bytes.subarray(0, length)),
    );
  }
});

it('takes parts as if they were joined', () => {
  expect(sha256Sync(bytes.subarray(0, 63), bytes.subarray(63, 64), bytes.subarray(64))).toBe(
    reference(bytes),
  );
});

it('gives the same with and without WebCrypto', async () => {
  expect(await sha256(bytes)).toBe(reference(bytes));
  vi.stubGlobal('crypto', undefined);
  expect(await sha256(bytes)).toBe(reference(bytes));
});
