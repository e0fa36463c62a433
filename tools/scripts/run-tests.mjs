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

const nx = spawnSync(
  process.execPath,
  [nxProgram(), 'run-many', '-t', ...checks, '--output-style=static', '--nxBail=false'],
  { cwd: root, stdio: 'inherit' },
);

const sum = sumReports();
const elsewhere = nx.status !== 0 && sum.failed === 0;
close(sum, elsewhere ? ['A build, lint or type check failed; see above.'] : []);

function nxProgram() {
  const manifest = createRequire(import.meta.url).resolve('nx/package.json');
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.nx);
}
