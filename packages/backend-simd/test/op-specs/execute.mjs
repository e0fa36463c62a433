/** The last module of the bundle: runs the specs that the modules before it described. */
import { options } from './options.ts';

// tfjs-core's test helpers set no limit, and the specs throw errors by the thousand.
Error.stackTraceLimit = 20;

const filter = options.filter.toLowerCase();
const env = globalThis.jasmine.getEnv();
env.configure({
  random: false,
  specFilter: (spec) => spec.getFullName().toLowerCase().includes(filter),
});

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
env.addReporter({
  specDone({ fullName, status, failedExpectations }) {
    if (status === 'passed') counts.passed++;
    else if (status === 'failed') {
      counts.failed++;
      failures.push({
        name: fullName,
        messages: failedExpectations.map(({ message }) => message),
        stack: failedExpectations[0]?.stack ?? '',
      });
    } else if (status !== 'excluded') counts.skipped++;
  },
  suiteDone({ fullName, failedExpectations }) {
    for (const { message, stack } of failedExpectations) {
      failures.push({ name: `${fullName} (outside of its specs)`, messages: [message], stack });
    }
  },
  jasmineDone({ failedExpectations }) {
    for (const { message, stack } of failedExpectations) {
      failures.push({ name: '(outside of all suites)', messages: [message], stack });
    }
    process.send?.({ ...counts, failures });
  },
});
env.execute();
