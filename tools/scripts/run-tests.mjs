// Runs every check of the workspace through Nx, then adds up what each package's vitest reported and closes
// with one line: `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { close, removeReport, root, sumReports, testedProjects } from './test-reports.mjs';

const checks = ['build', 'lint', 'typecheck', 'test'];

// Reports of an earlier run must not be counted; Nx puts back those of tasks that it finds in its cache.
testedProjects.forEach(removeReport);

const prettier = spawnSync(process.execPath, [program('prettier'), '--check', '.'], {
  cwd: root,
  stdio: 'inherit',
});
const nx = spawnSync(
  process.execPath,
  [program('nx'), 'run-many', '-t', ...checks, '--output-style=static', '--nxBail=false'],
  { cwd: root, stdio: 'inherit' },
);

const sum = sumReports();
const problems = [];
if (prettier.status !== 0) problems.push('Files are not formatted: run "npm run format".');
if (nx.status !== 0 && sum.failed === 0) problems.push('A build, lint or type check failed; see above.');
close(sum, problems);

/** The script that a package's command of the same name runs. */
function program(name) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}
