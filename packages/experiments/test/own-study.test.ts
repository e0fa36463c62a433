import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packagePath } from '../src/package-path.js';
import { readResults } from '../src/results/run-directory.js';

// Inside of the package, so that its own name leads to its dist as an installed package's would.
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(packagePath('test/own-study-'));
  file = join(folder, 'my-study.ts');
  await writeFile(file, await studyIn(packagePath('README.md')));
});

/** The study that a document shows. */
async function studyIn(document: string): Promise<string> {
  const text = await readFile(document, 'utf8');
  const code = /```ts\n(\/\/ my-study\.ts\n.*?)```/s.exec(text)![1];
  expect(code.split('\n').length).toBeLessThan(60);
  return code;
}

/** As a user's shell starts it: Node takes the TypeScript of the study, nothing else does. */
function convstudy(args: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [packagePath('bin/convstudy.js'), ...args], (error, _stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stderr }),
    );
  });
}

afterAll(() => rm(folder, { recursive: true, force: true }));

it('runs the study of the README, in processes of its own too, judges its claim and reports it', async () => {
  const out = join(folder, 'run');
  const ran = await convstudy(['run', file, '--backend', 'simd', '--jobs', '2', '--out', out]);
  expect(ran.code, ran.stderr).toBe(0);
  const [study] = (await readResults(out)).studies;
  expect(study.runs.map(({ status }) => status)).toEqual(Array(6).fill('finished'));
  expect(study.claims).toMatchObject([{ id: 'sixteen-more-accurate', section: 'filters', kind: 'measured' }]);
  expect(study.analyses.confusion).toHaveLength(6);

  await rm(join(out, 'report'), { recursive: true });
  const reported = await convstudy(['report', out, '--study', file]);
  expect(reported.code, reported.stderr).toBe(0);
  const html = await readFile(join(out, 'report', 'index.html'), 'utf8');
  expect(html).toContain('Do sixteen filters see more than two?');
  expect(html).toContain('Sixteen filters are more accurate than two.');
}, 120_000);

it('runs the study of CONTRIBUTING', async () => {
  const contributed = join(folder, 'contributed.ts');
  await writeFile(contributed, await studyIn(packagePath('../../CONTRIBUTING.md')));
  const out = join(folder, 'contributed');
  const ran = await convstudy(['run', contributed, '--backend', 'simd', '--out', out]);
  expect(ran.code, ran.stderr).toBe(0);
  const [study] = (await readResults(out)).studies;
  expect(study.runs.map(({ status }) => status)).toEqual(['finished', 'finished']);
  expect(study.claims).toMatchObject([{ id: 'cnn-more-accurate', section: 'dense-or-convolutional' }]);
}, 120_000);

it.each([
  ['nowhere.ts', undefined, /there is no file .*nowhere\.ts/],
  ['broken.ts', 'export default {', /cannot import .*broken\.ts/],
  ['nothing.ts', 'export const answer = 42;', /nothing\.ts exports no study/],
  [
    'wrong.ts',
    "export default { id: 'wrong', title: 'Wrong', question: 'Why?', models: [], presets: { quick: { data: { kind: 'mnist' }, epochs: 'ten' } } };",
    /wrong\.ts: study "wrong": presets\.quick\.epochs must be integer, but is "ten"/,
  ],
])('says what is wrong with %s', async (name, code, message) => {
  const path = join(folder, name);
  if (code !== undefined) await writeFile(path, code);
  const ran = await convstudy(['run', path]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(message);
});
