/**
 * Packs every package once, and installs all tarballs together into an empty ESM project and an empty CJS project,
 * in a temporary folder outside of the workspace. The tests of this tool share the two projects.
 */
import { cp, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { execute } from './execute.js';
import { type PackageFolder, packages, root } from './workspace.js';

/** A user installs one copy of each for all packages that need it. */
const PEERS = [
  '@tensorflow/tfjs-core@4.22.0',
  '@tensorflow/tfjs-layers@4.22.0',
  '@tensorflow/tfjs-backend-cpu@4.22.0',
];

declare module 'vitest' {
  interface ProvidedContext {
    tarballs: Record<PackageFolder, string>;
    /** Empty projects in which everything is installed, besides the files of `fixtures/`. */
    projects: { esm: string; cjs: string };
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const workshop = await mkdtemp(join(tmpdir(), 'convstudy-packaging-'));
  const tarballs = await pack(join(workshop, 'tarballs'));
  provide('tarballs', tarballs);
  provide('projects', {
    esm: await project(join(workshop, 'esm'), 'module', tarballs),
    cjs: await project(join(workshop, 'cjs'), 'commonjs', tarballs),
  });
  return () => rm(workshop, { recursive: true });
}

async function pack(destination: string): Promise<Record<PackageFolder, string>> {
  await mkdir(destination);
  const folders = packages.map((folder) => `./packages/${folder}`);
  const { stdout } = await execute(
    'npm',
    ['pack', '--json', '--pack-destination', destination, ...folders],
    root,
  );
  const packed = JSON.parse(stdout) as { name: string; filename: string }[];
  return Object.fromEntries(
    packed.map(({ name, filename }) => [name.replace('@convstudy/', ''), join(destination, filename)]),
  ) as Record<PackageFolder, string>;
}

async function project(
  folder: string,
  type: 'module' | 'commonjs',
  tarballs: Record<PackageFolder, string>,
): Promise<string> {
  await cp(join(import.meta.dirname, '../fixtures'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
  // All in one command: the packages need siblings that no registry has yet.
  const wanted = [...Object.values(tarballs), ...PEERS];
  await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...wanted], folder);
  return folder;
}
