// Runs all tests of the built workspace on another version of Node:
//   node tools/scripts/test-on-node.mjs 22.18.0
// Nothing is installed into the workspace: that Node comes from npm into a temporary folder.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import pLimit from 'p-limit';

import { close, removeReport, root, sumReports, testedProjects } from './test-reports.mjs';

const [version] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version ?? '')) {
  console.error(`usage: node tools/scripts/test-on-node.mjs VERSION (as in 22.18.0), but got "${version}"`);
  process.exit(2);
}

const temporary = mkdtempSync(join(tmpdir(), 'convstudy-node-'));
try {
  const node = installNode(version);
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  // Programs that a test starts by name find the other Node first.
  const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
  let broken = false;
  const testProject = async (folder) => {
    removeReport(folder);
    const options = { cwd: join(root, folder), env, maxBuffer: Infinity };
    // What it printed is printed when it has ended, so that two do not print into each other.
    const ended = await promisify(execFile)(node, [vitest, 'run'], options).catch((error) => error);
    console.log(`\n> ${folder} on Node ${version}\n${ended.stdout}${ended.stderr}`);
    broken ||= ended instanceof Error;
  };
  // Two at a time, as Nx does: tests that wait for processes leave a core idle.
  const limit = pLimit(2);
  await Promise.all(testedProjects.map((folder) => limit(testProject, folder)));
  console.log(`\nOn Node ${version}:`);
  const sum = sumReports();
  close(sum, broken && sum.failed === 0 ? ['An error outside of all tests; see above.'] : []);
} finally {
  rmSync(temporary, { recursive: true });
}

/** Installs the package that holds this platform's program of Node, and says where the program is. */
function installNode(version) {
  const [platform, arch] = [process.platform === 'win32' ? 'win' : process.platform, process.arch];
  const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${arch}`;
  const args = ['install', '--prefix', temporary, '--no-audit', '--no-fund', `${name}@${version}`];
  const npm = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.status !== 0) throw new Error(`npm could not install ${name}@${version}`);
  const folder = join(temporary, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, bin.node);
}
