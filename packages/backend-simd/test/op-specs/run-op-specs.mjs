import { fork, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** V8 joins pairs of 128-bit operations in its optimising tier only; the second flag forces that tier. */
const WIDE_FLAGS = ['--experimental-wasm-revectorize', '--no-liftoff'];

/**
 * Runs tfjs-core's op specs in a process of its own.
 *
 * @param {string} script made by `bundleOpSpecs`
 * @param {object} options
 * @param {string} options.backend name of a registered tfjs backend
 * @param {boolean} [options.deferAll] `simd` defers even operations on the smallest tensors
 * @param {boolean} [options.wide] asks for wide vectors and forces V8's optimising tier
 * @param {boolean} [options.noRelaxed] `simd` behaves as on an engine without relaxed SIMD
 * @param {number | null} [options.threads] how many threads; default: the cores that the process may use
 * @param {boolean} [options.workersOnly] every task of every kernel is a worker's, even where there is only one
 * @param {string} [options.filter] only specs with this in their full name
 * @returns {Promise<{passed: number, failed: number, skipped: number, seconds: number,
 *   failures: {name: string, messages: string[], stack: string}[]}>}
 */
export async function runOpSpecs(script, options) {
  const { backend, deferAll = false, wide = false, noRelaxed = false, filter = '' } = options;
  const { threads = null, workersOnly = false } = options;
  const start = performance.now();
  const child = fork(
    script,
    [JSON.stringify({ backend, deferAll, noRelaxed, threads, workersOnly, filter })],
    {
      execArgv: ['--enable-source-maps', ...(wide ? knownFlags(WIDE_FLAGS) : [])],
      env: { ...process.env, CONVSTUDY_WIDE_VECTORS: wide ? '1' : '0' },
      // The specs provoke warnings of tfjs on purpose.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let report;
  let errors = '';
  child.on('message', (message) => {
    report = message;
    // Idle threads of the backend must not keep the process.
    child.kill();
  });
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  if (report === undefined) {
    throw new Error(`the specs' process ended with ${signal ?? `code ${code}`}:\n${errors.slice(-4000)}`);
  }
  return { ...report, seconds: (performance.now() - start) / 1000 };
}

/** Flags this Node knows; it would refuse to start with another one (Node 22 has no wide vectors). */
function knownFlags(flags) {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  return flags.filter((flag) => stdout.includes(`${flag.replace('--no-', '--')} (`));
}
