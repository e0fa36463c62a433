import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { execute } from '../src/execute.js';

const projects = inject('projects');

interface Exercise {
  backend: string;
  firstLoss: number;
  lastLoss: number;
  difference: number;
  svg: string;
  png: string;
  studies: string[];
}

async function run(project: string, script: string) {
  const { stdout, stderr } = await execute(process.execPath, [script], project);
  return {
    result: JSON.parse(stdout.trim().split('\n').at(-1)!) as Exercise & Record<string, unknown>,
    stderr,
  };
}

function expectAllWell({ backend, firstLoss, lastLoss, difference, svg, png, studies }: Exercise) {
  expect({ backend, svg, png }).toEqual({ backend: 'simd', svg: '<svg', png: 'PNG' });
  expect(lastLoss).toBeLessThan(firstLoss);
  expect(difference).toBeLessThan(1e-6);
  expect(studies).toContain('fcn-vs-cnn-mnist');
}

test('an ESM project trains a net, draws a chart and loads a model', async () => {
  expectAllWell((await run(projects.esm, 'with-import.mjs')).result);
});

test('a CJS project does the same', async () => {
  expectAllWell((await run(projects.cjs, 'with-require.cjs')).result);
});

test('import and require in one process share one copy of everything', async () => {
  const { result, stderr } = await run(projects.esm, 'both-builds.mjs');
  expect(result.twoCopies).toEqual([]);
  expect(result.missing).toEqual([]);
  // tfjs warns when a backend or a kernel is registered for the second time.
  expect(stderr).not.toMatch(/already registered/);
  expectAllWell(result);
});

test('the convstudy command runs from an installed package', async () => {
  const command = join(projects.esm, 'node_modules/@convstudy/experiments/bin/convstudy.js');
  const { stdout } = await execute(process.execPath, [command, 'list'], projects.esm);
  expect(stdout).toContain('fcn-vs-cnn-mnist');
});
