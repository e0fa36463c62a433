import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../package-path.js';
import type { WebGpuSearch } from './find-webgpu.js';

const PATIENCE_MS = 20_000;

/**
 * Looks for a WebGPU adapter in a process of its own. A graphics driver is native code: one that prints warnings,
 * crashes or hangs must not do so in a process that only wanted to know.
 */
export async function probeWebGpu(): Promise<WebGpuSearch> {
  const command = [packagePath('bin/convstudy.js'), 'find-webgpu'];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { timeout: PATIENCE_MS });
    return JSON.parse(stdout) as WebGpuSearch;
  } catch (error) {
    return { missing: `looking for one failed (${(error as Error).message.split('\n')[0]})` };
  }
}
