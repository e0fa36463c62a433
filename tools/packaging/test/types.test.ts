import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { execute } from '../src/execute.js';
import { root } from '../src/workspace.js';

const projects = inject('projects');

test.each([
  { project: 'esm', module: 'node16', moduleResolution: 'node16' },
  { project: 'cjs', module: 'node16', moduleResolution: 'node16' },
  { project: 'esm', module: 'esnext', moduleResolution: 'bundler' },
] as const)(
  'TypeScript in a $project project compiles under moduleResolution $moduleResolution',
  async ({ project, module, moduleResolution }) => {
    const folder = projects[project];
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    const config = `tsconfig.${moduleResolution}.json`;
    await writeFile(
      join(folder, config),
      JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await execute(process.execPath, [tsc, '-p', config], folder);
    expect(stdout).toBe('');
  },
);
