import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** Where distributions put Chromium's software driver for Vulkan. */
const DRIVERS = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
];
const driver = DRIVERS.find(existsSync);

interface Answer {
  error?: string;
  backend: string;
  adapter?: string;
  status: string;
  epochs: { trainLoss: number; testAccuracy: number }[];
}

async function train(backend: string, environment: Record<string, string>): Promise<Answer> {
  const script = fileURLToPath(new URL('train-small-cnn.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, backend], {
    env: { ...process.env, ...environment },
    timeout: 50_000,
  });
  return JSON.parse(stdout) as Answer;
}

function software(accepted: boolean): Record<string, string> {
  return {
    VK_ICD_FILENAMES: driver!,
    // Beside the driver lies the Vulkan loader, which a machine without graphics need not have.
    LD_LIBRARY_PATH: dirname(driver!),
    CONVSTUDY_WEBGPU_SOFTWARE: accepted ? '1' : '0',
  };
}

describe.skipIf(driver === undefined)("WebGPU through Chromium's SwiftShader", () => {
  it('trains a small CNN', async ({ skip }) => {
    const answer = await train('webgpu', software(true));
    skip(answer.error?.includes('npm package "webgpu"') ?? false, answer.error);
    expect(answer.error).toBeUndefined();
    expect(answer).toMatchObject({ backend: 'webgpu', status: 'finished' });
    expect(answer.adapter).toMatch(/SwiftShader/);
    expect(answer.epochs[2].trainLoss).toBeLessThan(0.7 * answer.epochs[0].trainLoss);
  });

  it('is refused as a software adapter when nobody allows it', async ({ skip }) => {
    const { error } = await train('webgpu', software(false));
    skip(error?.includes('npm package "webgpu"') ?? false, error);
    expect(error).toMatch(/^--backend webgpu: .*the only adapter is a software one \(SwiftShader/);
  });
});

describe('WebGPU without an adapter', () => {
  it('is an error that says what was looked for', async () => {
    const { error } = await train('webgpu', {
      VK_ICD_FILENAMES: '/nonexistent.json',
      VK_DRIVER_FILES: '/nonexistent.json',
    });
    expect(error).toMatch(
      /^--backend webgpu: looked for a WebGPU adapter of a graphics card, but .*\. Use --backend simd/,
    );
  });
});
