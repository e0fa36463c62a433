import type { Command } from 'commander';
import { runJob } from '../../jobs/run-job.js';

/** What runs in the processes of `convstudy run --jobs`. */
export function addRunJob(program: Command): void {
  program.command('run-job', { hidden: true }).action(runJob);
}
