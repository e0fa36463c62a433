// Runs all tests of the built workspace on another version of Node:
//   node tools/scripts/test-on-node.mjs 22.18.0
// Nothing is installed into the workspace: that Node comes from npm into a temporary folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { close, root, sumReports, testedProjects } from './test-reports.mjs';

const [version] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version ?? '')) {
  console.error(`usage: node tools/scripts/test-on-node.mjs VERSION (as in 22.18.0), but got "${version}"`);
  process.exit(2);
}

const workshop = mkdtempSync(join(tmpdir(), 'convstudy-node-'));
try {
  const node = installNode(version);
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const reportOf = (folder) => join(workshop, folder.replace('/', '-'), 'vitest.json');
  // Programs that a test starts by name find the other Node first.
  const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
  for (const folder of testedProjects) {
    console.log(`\n> ${folder} on Node ${version}`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(folder)}`];
    spawnSync(node, [vitest, 'run', ...reporters], { cwd: join(root, folder), env, stdio: 'inherit' });
  }
  console.log(`\nOn Node ${version}:`);
  close(sumReports(reportOf));
} finally {
  rmSync(workshop, { recursive: true });
}

/** Installs the package that holds this platform's program of Node, and says where the program is. */
function installNode(version) {
  const [platform, arch] = [process.platform === 'win32' ? 'win' : process.platform, process.arch];
  const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${arch}`;
  const args = [
    'install',
    '--prefix',
    workshop,
    '--no-audit',
    '--no-fund',
    '--no-save',
    `${name}@${version}`,
  ];
  const npm = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.status !== 0) throw new Error(`npm could not install ${name}@${version}`);
  const folder = join(workshop, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, bin.node);
}
