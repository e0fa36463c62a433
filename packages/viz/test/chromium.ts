import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where Chromium is on this machine, if it is. */
export const chromiumPath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync);

/** A page in a running Chromium. */
export interface Page {
  /** Value of a JavaScript expression in the page; promises are awaited. */
  evaluate: (expression: string) => Promise<unknown>;
}

/** Chromium is installed and does not run here, as in a sandbox that forbids it. */
export class ChromiumDoesNotRun extends Error {}

/**
 * Opens a page in headless Chromium through its debugging protocol, and closes Chromium afterwards.
 *
 * @throws ChromiumDoesNotRun
 */
export async function withPage<T>(url: string, width: number, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'convstudy-chromium-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const process = spawn(
    chromiumPath!,
    [
      ...flags,
      ...quiet,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      `--window-size=${width},900`,
      url,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  try {
    const port = await new Promise<string>((resolve, reject) => {
      let log = '';
      process.stderr.on('data', (data: Buffer) => {
        log += data.toString();
        const found = /ws:\/\/[^:]+:(\d+)\//u.exec(log);
        if (found) resolve(found[1]);
      });
      process.once('error', reject);
      process.once('exit', (code) => reject(new ChromiumDoesNotRun(`code ${code}: ${log}`)));
    });
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Record<string, string>[];
    const socket = new WebSocket(targets.find(({ type }) => type === 'page')!.webSocketDebuggerUrl);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    let calls = 0;
    const evaluate = (expression: string) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++calls;
        socket.addEventListener('message', ({ data }) => {
          const answer = JSON.parse(String(data)) as {
            id?: number;
            result?: { result?: { value?: unknown }; exceptionDetails?: object };
          };
          if (answer.id !== id) return;
          if (answer.result?.exceptionDetails)
            reject(new Error(JSON.stringify(answer.result.exceptionDetails)));
          else resolve(answer.result?.result?.value);
        });
        const params = { expression, returnByValue: true, awaitPromise: true };
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      });
    return await use({ evaluate });
  } finally {
    process.kill('SIGKILL');
    await exited;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
