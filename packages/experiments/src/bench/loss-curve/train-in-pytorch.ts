import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../package-path.js';
import type { PyTorch } from '../engines/find-pytorch.js';
import { PYTORCH_ENVIRONMENT } from '../engines/pytorch-environment.js';

/**
 * Repeats in PyTorch what `recordTraining` has written down.
 *
 * @returns the loss of each batch before its step
 */
export async function trainInPyTorch(folder: string, { python }: PyTorch): Promise<number[]> {
  const { stdout } = await promisify(execFile)(python, [packagePath('python/loss_curve.py'), folder], {
    env: { ...process.env, ...PYTORCH_ENVIRONMENT },
    maxBuffer: 64 << 20,
  });
  return (JSON.parse(stdout) as { losses: number[] }).losses;
}
