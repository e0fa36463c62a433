import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * The vitest configuration of every package. Built siblings are loaded by Node itself, as a user's process
 * loads them, so that a layer class or a backend exists once per process.
 */
export function tests(test: ViteUserConfig['test'] = {}) {
  return defineConfig({
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: 60_000,
      reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
      server: { deps: { external: [/\/dist\//] } },
      ...test,
    },
  });
}
