import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeLeftovers } from './remove-leftovers.js';

it('removes what a killed process had half written, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
  await mkdir(join(folder, 'checkpoints', 'tiny'), { recursive: true });
  const whole = ['results.json', 'checkpoints/tiny/FCN-1.safetensors', 'notes.1234'];
  const half = ['results.json.4153201', 'checkpoints/tiny/FCN-1.safetensors.88121'];
  for (const file of [...whole, ...half]) await writeFile(join(folder, file), '');
  await removeLeftovers(folder);
  const left = await readdir(folder, { recursive: true });
  expect(left.sort()).toEqual([...whole, 'checkpoints', 'checkpoints/tiny'].sort());
  await rm(folder, { recursive: true });
});
