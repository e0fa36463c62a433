import { getThreadsCount } from '@convstudy/backend-simd';
import { describe, expect, it } from 'vitest';
import { chooseBackend } from './choose-backend.js';

describe('chooseBackend', () => {
  it('gives simd the threads that are asked for, and says how many there are', async () => {
    expect(await chooseBackend({ backend: 'simd', threads: 2 })).toMatchObject({ name: 'simd', threads: 2 });
    expect(getThreadsCount()).toBe(2);
    expect(await chooseBackend({ backend: 'simd' })).toMatchObject({ threads: 2 });
    expect(await chooseBackend({ backend: 'simd', threads: 1 })).toMatchObject({ threads: 1 });
  });

  it('refuses what is no number of threads', async () => {
    await expect(chooseBackend({ backend: 'simd', threads: 0 })).rejects.toThrow(/from 1 to 64, got 0/);
  });
});
