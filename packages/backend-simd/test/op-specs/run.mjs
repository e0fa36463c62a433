// Runs tfjs-core's op specs on a backend and prints what fails:
//   node test/op-specs/run.mjs simd --defer-all --wide --filter conv2d
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

import { bundleOpSpecs } from './bundle.mjs';
import { runOpSpecs } from './run-op-specs.mjs';

const usage = `usage: node test/op-specs/run.mjs [cpu|simd] [options]
  --defer-all      defer even operations on the smallest tensors
  --wide           wide vectors, and V8's optimising tier forced
  --no-relaxed     without relaxed SIMD
  --threads N      with so many threads
  --workers-only   every task of every kernel is a worker's
  --filter TEXT    only specs with TEXT in their full name
  --specs TEXT     only spec files with TEXT in their name
  --stack          where the first expectation of a spec failed
  --limit N        print N failures at most (default 50)`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'defer-all': { type: 'boolean' },
        wide: { type: 'boolean' },
        'no-relaxed': { type: 'boolean' },
        threads: { type: 'string' },
        'workers-only': { type: 'boolean' },
        filter: { type: 'string' },
        specs: { type: 'string' },
        stack: { type: 'boolean' },
        limit: { type: 'string', default: '50' },
      },
    });
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

const { values, positionals } = options();
const [backend = 'simd'] = positionals;
const script = await bundleOpSpecs({ specs: values.specs });
const { passed, failed, skipped, seconds, failures } = await runOpSpecs(script, {
  backend,
  deferAll: values['defer-all'],
  wide: values.wide,
  noRelaxed: values['no-relaxed'],
  threads: values.threads === undefined ? null : Number(values.threads),
  workersOnly: values['workers-only'],
  filter: values.filter,
});
rmSync(dirname(script), { recursive: true });

const shown = failures.slice(0, Number(values.limit));
shown.forEach(({ name, messages, stack }, i) => {
  console.log(`\n${i + 1}) ${name}`);
  for (const message of messages.slice(0, 3))
    console.log(`   ${message.slice(0, 400).replaceAll('\n', '\n   ')}`);
  if (messages.length > 3) console.log(`   and ${messages.length - 3} more`);
  if (values.stack) console.log(readable(stack));
});
if (failures.length > shown.length) console.log(`\nand ${failures.length - shown.length} more (--limit)`);
console.log(
  `\n${backend}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds.toFixed(1)} s`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** The lines of a stack that are not jasmine's. */
function readable(stack) {
  return stack
    .split('\n')
    .filter((line) => line.includes(' at ') && !line.includes('jasmine') && !line.includes('node:'))
    .slice(0, 12)
    .join('\n');
}
