// Runs every check of the workspace through Nx, then adds up what each package's vitest reported and closes
// with one line: `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const checks = ['build', 'lint', 'typecheck', 'test'];
const run = spawnSync('nx', ['run-many', '-t', ...checks, '--output-style=static', '--nxBail=false'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of globSync('{packages,tools}/*/test-results/vitest.json')) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  sum.passed += report.numPassedTests;
  sum.failed += report.numFailedTests;
  sum.skipped += report.numPendingTests + report.numTodoTests;
}
if (run.status !== 0 && sum.failed === 0) {
  console.error('A build, lint or type check failed; see above.');
  sum.failed = 1;
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(run.status === 0 && sum.failed === 0 ? 0 : 1);
