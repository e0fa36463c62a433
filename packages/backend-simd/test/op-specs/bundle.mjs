// Puts tfjs-core's op specs, the backend from its sources and one tfjs-core into one script. The specs import
// tfjs-core's modules one by one, so nothing else makes them and the backend share an engine.
import { globSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const core = join(dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist');

/**
 * @param {object} options
 * @param {string} [options.specs] part of the spec files' names, e.g. `conv2d`; without it all of them
 * @returns {Promise<string>} the script's path, in a temporary folder of its own
 */
export async function bundleOpSpecs({ specs = '' } = {}) {
  const files = globSync('ops/**/*_test.js', { cwd: core }).filter((file) => file.includes(specs));
  if (files.length === 0) throw new Error(`no spec file has "${specs}" in its name`);
  const outfile = join(mkdtempSync(join(tmpdir(), 'op-specs-')), 'specs.cjs');
  await build({
    // The order matters: the backend replaces some of tfjs's gradients, and specs ask for the environment
    // while they are loaded.
    stdin: {
      contents: [
        join(here, 'jasmine-globals.mjs'),
        join(core, 'register_all_gradients.js'),
        join(core, 'public/chained_ops/register_all_chained_ops.js'),
        join(here, 'environment.ts'),
        ...files.sort().map((file) => join(core, file)),
        join(here, 'execute.mjs'),
      ]
        .map((file) => `import ${JSON.stringify(file)};`)
        .join('\n'),
      resolveDir: here,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // tfjs marks modules as free of side effects that register kernels and gradients.
    ignoreAnnotations: true,
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  return outfile;
}
