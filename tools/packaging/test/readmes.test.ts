import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { execute } from '../src/execute.js';
import { firstSteps } from '../src/readme.js';
import { packages } from '../src/workspace.js';

const { esm } = inject('projects');

describe.each(packages)('README of %s', (folder) => {
  test('its install line names what its first code block imports', () => {
    const { installed, imported } = firstSteps(folder);
    expect(imported).not.toEqual([]);
    expect(installed).toEqual(expect.arrayContaining(imported));
  });

  test('its first code block runs as it stands', async () => {
    // A folder of its own for what the code writes; packages are found one folder up.
    const cwd = join(esm, `readme-${folder}`);
    await mkdir(cwd);
    await writeFile(join(cwd, 'package.json'), JSON.stringify({ type: 'module' }));
    await writeFile(join(cwd, 'example.js'), firstSteps(folder).code);
    await execute(process.execPath, ['example.js'], cwd);
  });
});
