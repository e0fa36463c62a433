// Runs all tests of the built workspace on another version of Node:
//   node tools/scripts/test-on-node.mjs 22.18.0
// Nothing is installed into the workspace: that Node comes from npm into a temporary folder.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

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
  const waiting = [...testedProjects];
  const testProjects = async () => {
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      removeReport(folder);
      const { status, output } = await run(node, [vitest, 'run'], { cwd: join(root, folder), env });
      console.log(`\n> ${folder} on Node ${version}\n${output}`);
      broken ||= status !== 0;
    }
  };
  // Two at a time, as Nx does: tests that wait for processes leave a core idle.
  await Promise.all([testProjects(), testProjects()]);
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

/** Runs a program, and gives what it printed when it has ended, so that two do not print into each other. */
function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString() }));
  });
}
