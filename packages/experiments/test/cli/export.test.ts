import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { runCommand } from '../../src/cli/run-command.js';
import { residualCnn } from '../../src/models/residual-cnn.js';
import { exportStateDict } from '../../src/state-dict/state-dict.js';
import { finalModelFolder, saveFinalModel } from '../../src/studies/final-model.js';

let folder: string;
let file: string;
beforeEach(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
  file = join(folder, 'net.safetensors');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('convstudy export', () => {
  const args = (seed: string) => [
    ...['export', folder, '--study', 'mine', '--model', 'Residual, small'],
    ...['--seed', seed, '--to', file],
  ];

  it('writes the state dict of a trained model', async () => {
    const model = residualCnn({ inputShape: [8, 8, 1], seed: 4 }, [2, 4]);
    await saveFinalModel(
      finalModelFolder(join(folder, 'models', 'mine'), { model: 'Residual, small', seed: 4 }),
      model,
    );
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    expect(await runCommand(args('4'))).toBe(0);
    expect(lines.join()).toMatch(/net\.safetensors {2}[\d,]+ parameters of Residual, small, seed 4/);
    expect(decodeSafetensors(await readFile(file), file).tensors).toEqual(await exportStateDict(model));
    expect(await runCommand([...args('4'), '--names', 'layers'])).toBe(0);
    const { tensors } = decodeSafetensors(await readFile(file), file);
    expect([...tensors.keys()]).toContain('block1_conv1.weight');

    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    expect(await runCommand(args('5'))).toBe(1);
    expect(lines.at(-1)).toContain(
      'Residual%2C%20small-seed5 is not there; trained models of mine: Residual, small-seed4',
    );
  });
});
