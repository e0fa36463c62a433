#!/usr/bin/env node
import process from 'node:process';

let command;
try {
  command = await import('../dist/index.cjs');
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('index.cjs')) throw error;
  console.error('convstudy is not built yet: run "npm run build" at the root of the repository first.');
  process.exit(1);
}
const code = await command.runCommand(process.argv.slice(2));
// Leaving by process.exit, once all is written: a WebGPU device that is still alive would keep the process running.
process.stdout.write('', () => process.exit(code));
