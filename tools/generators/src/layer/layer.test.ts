import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import layer from './layer.js';

const ROOT = join(import.meta.dirname, '../../../..');
const PACKAGE = 'packages/layers-custom';
const INDEX = `${PACKAGE}/src/index.ts`;
const README = `${PACKAGE}/README.md`;
const FOLDER = `${PACKAGE}/src/gated-conv2d`;

/** A virtual workspace that holds what the generator changes and is formatted by, as they are in this one. */
function workspace(): Tree {
  const tree = createTree();
  for (const path of [INDEX, README]) tree.write(path, readFileSync(join(ROOT, path)));
  tree.write('.prettierrc', readFileSync(join(ROOT, '.prettierrc.json')));
  return tree;
}

/** The files that the generator adds or changes, by path. */
async function generate(name: string): Promise<Map<string, string>> {
  const tree = workspace();
  const content = () => new Map(tree.listChanges().map((change) => [change.path, String(change.content)]));
  const before = content();
  await layer(tree, { name });
  return new Map([...content()].filter(([path, text]) => before.get(path) !== text));
}

describe('the generator layer', () => {
  it('adds a folder, an export, a row in the README and a changeset, and touches nothing else', async () => {
    const files = await generate('gated-conv2d');
    expect([...files.keys()].sort()).toEqual([
      '.changeset/add-gated-conv2d.md',
      README,
      `${FOLDER}/gated-conv2d.md`,
      `${FOLDER}/gated-conv2d.test.ts`,
      `${FOLDER}/gated-conv2d.ts`,
      INDEX,
    ]);
  });

  it('keeps exports and README rows sorted', async () => {
    const files = await generate('gated-conv2d');
    const exports = files.get(INDEX)!.trim().split('\n');
    expect(exports).toContain("export * from './gated-conv2d/gated-conv2d.js';");
    expect(exports).toEqual([...exports].sort());
    const rows = files.get(README)!.match(/^\| \[`\w+/gm)!;
    expect(rows).toContain('| [`gatedConv2d');
    expect(rows).toEqual([...rows].sort());
  });

  it('writes dimensions as tfjs does: class GatedConv2D, factory gatedConv2d', async () => {
    const source = (await generate('gated-conv2d')).get(`${FOLDER}/gated-conv2d.ts`)!;
    expect(source).toContain("static readonly className = 'GatedConv2D'");
    expect(source).toContain('tf.serialization.registerClass(GatedConv2D)');
    expect(source).toContain('export function gatedConv2d(');
  });

  it.each(['GatedConv', 'gated_conv', '2d-conv', 'gated-', '../escape', ''])(
    'refuses the name %j',
    async (name) => {
      await expect(layer(workspace(), { name })).rejects.toThrow(`but it is "${name}".`);
    },
  );

  it('refuses a name that is taken', async () => {
    const tree = workspace();
    await layer(tree, { name: 'gated-conv2d' });
    await expect(layer(tree, { name: 'gated-conv2d' })).rejects.toThrow(
      'The layer "gated-conv2d" exists already',
    );
  });
});

describe('a generated layer, as it stands, in a copy of the package', () => {
  const copy = join(import.meta.dirname, '../../test-results', `workspace-${process.pid}`);
  const sources = [`${FOLDER}/gated-conv2d.ts`, `${FOLDER}/gated-conv2d.test.ts`, INDEX];

  beforeAll(async () => {
    for (const path of [
      'src',
      'test',
      'package.json',
      'tsconfig.json',
      'tsup.config.ts',
      'vitest.config.ts',
    ]) {
      cpSync(join(ROOT, PACKAGE, path), join(copy, PACKAGE, path), { recursive: true });
    }
    cpSync(join(ROOT, 'tsconfig.base.json'), join(copy, 'tsconfig.base.json'));
    for (const [path, content] of await generate('gated-conv2d')) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), content);
    }
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('passes its tests', () =>
    run(copy, 'vitest', ['run', '--root', PACKAGE, '--reporter=dot', 'gated-conv2d']));

  it('passes the type check', () => run(copy, 'tsc', ['--project', PACKAGE]));

  it('passes lint', () => {
    // The copy lies in another project's folder, for which other arrows hold.
    const options = ['--no-ignore', '--rule', '@nx/enforce-module-boundaries: off'];
    return run(copy, 'eslint', [...options, ...sources]);
  });

  it('is formatted', () => {
    const options = ['--check', '--config', join(ROOT, '.prettierrc.json'), '--ignore-path', 'none'];
    return run(copy, 'prettier', [...options, ...sources, README, FOLDER]);
  });
});

/** Runs a tool of the workspace and throws what it printed unless it succeeds. */
async function run(cwd: string, tool: string, args: string[]): Promise<void> {
  const tools = join(ROOT, 'node_modules/.bin');
  // Without the variables by which vitest and Nx tell their children who they are.
  const env = { PATH: tools + delimiter + process.env.PATH, HOME: process.env.HOME };
  try {
    await promisify(execFile)(join(tools, tool), args, { cwd, env });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${tool} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
