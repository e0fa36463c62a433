import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { execute } from '../src/execute.js';
import { packages, root } from '../src/workspace.js';

const tarballs = inject('tarballs');
const program = (path: string) => join(root, 'node_modules', path);

test.each(packages)('publint has no objection to %s', async (folder) => {
  const publint = program('publint/src/cli.js');
  const { stdout } = await execute(process.execPath, [publint, 'run', '--strict', tarballs[folder]], root);
  expect(stdout).not.toMatch(/Warnings|Errors/);
});

test.each(packages)('are the types wrong has no objection to %s', async (folder) => {
  const attw = program('@arethetypeswrong/cli/dist/index.js');
  const options = ['--format', 'ascii', '--no-color', '--no-emoji'];
  const { stdout } = await execute(process.execPath, [attw, tarballs[folder], ...options], root);
  expect(stdout).toContain('No problems found');
});

test.each(packages)('%s ships its licence, its README and no sources', async (folder) => {
  const { stdout } = await execute('tar', ['-tzf', tarballs[folder]], root);
  const files = stdout.trim().split('\n');
  expect(files).toEqual(
    expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/package.json']),
  );
  expect(files.filter((file) => /^package\/(src|test|node_modules)\//.test(file))).toEqual([]);
});

test('backend-simd ships the notice of wasmati, which its build contains', async () => {
  const { stdout } = await execute('tar', ['-tzf', tarballs['backend-simd']], root);
  expect(stdout).toContain('third-party-notices.txt');
});
