import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

/**
 * The tsup configuration of every package: ESM for browsers and bundlers, CJS for Node, and the types of both.
 *
 * Node gets one copy of each package whatever it loads it with: the `node` export condition points at
 * `dist/node.js`, which re-exports the CJS build. Two copies of a layer's class or of a tfjs backend in one
 * process would break serialization and register the backend twice.
 */
export function library(options: Options & { bundledTypes?: (string | RegExp)[] } = {}) {
  const { bundledTypes, esbuildOptions, ...rest } = options;
  // Not tsup's `clean`: its declarations step cleans a second time, and takes `node.d.ts` of onSuccess with it.
  rmSync('dist', { recursive: true, force: true });
  return defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    sourcemap: true,
    dts: {
      compilerOptions: { ignoreDeprecations: '6.0', composite: false, incremental: false },
      ...(bundledTypes ? { resolve: [...bundledTypes, /^\.\.?\//] } : {}),
    },
    ...rest,
    esbuildOptions(esbuild, context) {
      // `export *` from a CJS file needs its list of names, which esbuild writes only when it builds for Node.
      if (context.format === 'cjs') esbuild.platform = 'node';
      esbuildOptions?.(esbuild, context);
    },
    async onSuccess() {
      await writeFile('dist/node.js', "export * from './index.cjs';\n");
      await writeFile('dist/node.d.ts', "export * from './index.cjs';\n");
    },
  });
}
