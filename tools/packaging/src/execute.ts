import { spawn } from 'node:child_process';

/** What a user's shell would have: none of the settings that npm and Nx hand to the scripts they run. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_|FORCE_COLOR$)/i.test(name) || /^npm_config_(registry|cache|userconfig)$/i.test(name),
  ),
);

/**
 * Runs a program to its end.
 *
 * @returns what it printed
 * @throws Error with everything it printed, if it ends with another code than 0
 */
export function execute(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    // Only npm needs a shell, on Windows, where it is a script.
    const shell = command === 'npm' && process.platform === 'win32';
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve({ stdout, stderr });
      const call = [command, ...args].join(' ');
      reject(new Error(`"${call}" ended with ${signal ?? `code ${code}`}:\n${stdout}\n${stderr}`));
    });
  });
}
