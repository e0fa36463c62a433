import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { bundleOpSpecs } from './bundle.mjs';
import { modes, SPEC_COUNT } from './modes.mjs';
import { runOpSpecs } from './run-op-specs.mjs';

/** Older versions have no wide vectors to test. */
const FIRST_WITH_WIDE_VECTORS = 24;
const modesHere = modes.filter(
  ({ wide }) => !wide || Number(process.versions.node.split('.')[0]) >= FIRST_WITH_WIDE_VECTORS,
);

let script: string;

beforeAll(async () => {
  script = await bundleOpSpecs();
});

afterAll(() => rmSync(dirname(script), { recursive: true }));

// One after another: each keeps a core busy for some seconds.
test.each(modesHere)(
  "tfjs-core's op specs pass on $title",
  { timeout: 600_000 },
  async ({ title: _, ...options }) => {
    const { passed, failures } = await runOpSpecs(script, options);
    expect(failures.map(({ name, messages }) => `${name}: ${messages[0]}`)).toEqual([]);
    expect(passed).toBe(SPEC_COUNT);
  },
);
