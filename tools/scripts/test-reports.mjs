// What the projects' vitest reported: each leaves `test-results/vitest.json` in its folder.
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders of all workspaces with tests, relative to the root. */
export const testedProjects = globSync('{packages,tools}/*/package.json', { cwd: root })
  .map(dirname)
  .filter((folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).scripts?.test)
  .sort();

const reportOf = (folder) => join(root, folder, 'test-results/vitest.json');

/** Makes sure that a report found later is not an earlier run's. */
export function removeReport(folder) {
  rmSync(reportOf(folder), { force: true });
}

/**
 * Adds up the reports of all tested projects. A test file that could not be loaded counts as one failure, and so
 * does a project that wrote no report.
 *
 * @returns {{passed: number, failed: number, skipped: number}}
 */
export function sumReports() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of testedProjects) {
    const file = reportOf(folder);
    if (!existsSync(file)) {
      console.error(`${folder}: its tests did not run to their end.`);
      sum.failed++;
      continue;
    }
    const report = JSON.parse(readFileSync(file, 'utf8'));
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    for (const { name, status, assertionResults } of report.testResults) {
      if (status !== 'failed' || assertionResults.some((test) => test.status === 'failed')) continue;
      console.error(`${folder}: ${basename(name)} failed outside of its tests.`);
      sum.failed++;
    }
  }
  return sum;
}

/**
 * Closes a run with the line `N passed, N failed, N skipped`.
 *
 * @param {{passed: number, failed: number, skipped: number}} sum
 * @param {string[]} complaints failures that are not tests; each counts as one
 */
export function close({ passed, failed, skipped }, complaints = []) {
  for (const complaint of complaints) console.error(complaint);
  const failures = failed + complaints.length;
  console.log(`${passed} passed, ${failures} failed, ${skipped} skipped`);
  process.exitCode = failures === 0 ? 0 : 1;
}
