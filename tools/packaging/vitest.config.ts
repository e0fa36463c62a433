import { tests } from '@convstudy-tools/build/vitest';

export default tests({
  globalSetup: ['src/setup.ts'],
  testTimeout: 120_000,
  hookTimeout: 300_000,
});
