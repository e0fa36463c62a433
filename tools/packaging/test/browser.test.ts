/** The backend in a page: a bundle that Vite made of the installed packages, with no configuration of any kind. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { chromiumPath, launchChromium } from '../src/chromium.js';
import { execute } from '../src/execute.js';
import { serve } from '../src/static-server.js';
import { root } from '../src/workspace.js';

const app = join(inject('projects').esm, 'browser');

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
/** The entries that the README of backend-simd names; nothing else is allowed. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

interface Training {
  backend: string;
  parameters: number;
  losses: number[];
}
interface Visit extends Training {
  crossOriginIsolated: boolean;
  cores: number;
  /** What the backend says. */
  threads: number;
  /** Web Workers that the page has started. */
  workers: number;
  /** What the console says that is not just information. */
  complaints: string[];
}

describe.skipIf(chromiumPath === undefined)('SimpleCNN in Chromium', () => {
  let inNode: Training;
  let browser: Browser | undefined;
  /** Why the Chromium that is installed does not run here, as in a sandbox that forbids it. */
  let obstacle = '';

  beforeAll(async () => {
    await execute(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], app);
    const { stdout } = await execute(process.execPath, ['in-node.js'], app);
    inNode = JSON.parse(stdout) as Training;
    browser = await launchChromium().catch((error: Error) => {
      obstacle = error.message.split('\n', 1)[0];
      return undefined;
    });
  });
  beforeEach(({ skip }) => skip(browser === undefined, obstacle));
  afterAll(() => browser?.close());

  async function visit(headers: Record<string, string>): Promise<Visit> {
    const server = await serve(join(app, 'dist'), headers);
    const page = await browser!.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    try {
      await page.goto(server.url);
      const output = page.locator('output:not(:empty)');
      const answer = JSON.parse((await output.textContent({ timeout: 60_000 }))!) as Visit & {
        error?: string;
      };
      if (answer.error !== undefined) throw new Error(`the page failed: ${answer.error}`);
      return { ...answer, workers: page.workers().length, complaints };
    } finally {
      await page.close();
      await server.close();
    }
  }

  function expectTrainingAsInNode({ backend, parameters, losses }: Training) {
    expect({ backend, parameters }).toEqual({ backend: 'simd', parameters: 421_642 });
    expect(losses).toEqual(inNode.losses);
    expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]);
  }

  test('on all cores of a page that is cross-origin isolated', async () => {
    const { crossOriginIsolated, cores, threads, workers, complaints, ...training } = await visit(ISOLATED);
    expect(complaints).toEqual([]);
    expect({ crossOriginIsolated, threads, workers }).toEqual({
      crossOriginIsolated: true,
      threads: cores,
      workers: cores - 1,
    });
    expectTrainingAsInNode(training);
  });

  test('on one thread of an ordinary page', async () => {
    const { crossOriginIsolated, threads, workers, complaints, ...training } = await visit({});
    expect(complaints).toEqual([]);
    expect({ crossOriginIsolated, threads, workers }).toEqual({
      crossOriginIsolated: false,
      threads: 1,
      workers: 0,
    });
    expectTrainingAsInNode(training);
  });

  test('on all cores under a strict Content-Security-Policy with the entries that the README names', async () => {
    const policy = `${POLICY}; worker-src blob:`;
    const visited = await visit({ ...ISOLATED, 'content-security-policy': policy });
    const { cores, threads, workers, complaints, ...training } = visited;
    expect(complaints).toEqual([]);
    expect({ threads, workers }).toEqual({ threads: cores, workers: cores - 1 });
    expectTrainingAsInNode(training);
  });

  test('on one thread under a Content-Security-Policy that forbids workers', async () => {
    const visited = await visit({ ...ISOLATED, 'content-security-policy': POLICY });
    const { cores, workers, complaints, ...training } = visited;
    expect(workers).toBe(0);
    expect(complaints.filter((text) => text.startsWith('uncaught'))).toEqual([]);
    if (cores > 1) expect(complaints).toContainEqual(expect.stringContaining('works with one thread'));
    expectTrainingAsInNode(training);
  });
});
