import type { Command } from 'commander';
import { findWebGpu } from '../../backend/find-webgpu.js';

/** What runs in the process that `probeWebGpu` starts. */
export function addFindWebGpu(program: Command): void {
  program.command('find-webgpu', { hidden: true }).action(async () => {
    process.stdout.write(JSON.stringify(await findWebGpu()));
  });
}
