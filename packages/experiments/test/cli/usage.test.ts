import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { readResults, writeResults } from '../../src/results/run-directory.js';
import { exampleResults } from '../support/results.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Runs the command in this process; returns its exit code and everything it wrote. */
async function convstudy(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
  vi.spyOn(console, 'log').mockImplementation((text) => void (written.stdout += `${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text) => void (written.stderr += `${text}\n`));
  const code = await runCommand(args);
  vi.restoreAllMocks();
  return { code, ...written };
}

describe('convstudy', () => {
  it('prints its version', async () => {
    const { code, stdout } = await convstudy('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists the studies', async () => {
    const { code, stdout } = await convstudy('list');
    expect(code).toBe(0);
    expect(stdout).toContain('fcn-vs-cnn-mnist  (1.1)');
    expect(stdout).toContain('models: CIFAR FCN, CIFAR SimpleCNN, CIFAR ResidualCNN');
    expect(stdout).toContain('presets: quick, document');
  });

  it('explains itself when asked, and keeps its inner commands to itself', async () => {
    const { code, stdout } = await convstudy('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('run [options] <study...>');
    expect(stdout).not.toMatch(/answer-|find-webgpu/);
  });

  it.each<[string, string[], RegExp]>([
    ['no command', [], /Usage: convstudy/],
    ['an unknown command', ['rnu'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [
      'an unknown study',
      ['run', 'mnist'],
      /there is no study "mnist"; there is fcn-vs-cnn-mnist, .* \(or all/,
    ],
    ['no study', ['run'], /missing required argument 'study'/],
    [
      'a mistyped option',
      ['run', 'all', '--prset', 'quick'],
      /unknown option '--prset'[\s\S]*Did you mean --preset\?/,
    ],
    [
      'an unknown preset',
      ['run', 'all', '--preset', 'slow'],
      /'slow' is invalid\. Allowed choices are quick, document, matched/,
    ],
    [
      'an unknown backend',
      ['run', 'all', '--backend', 'cuda'],
      /Allowed choices are auto, simd, webgpu, cpu/,
    ],
    [
      'no thread',
      ['run', 'all', '--threads', '0'],
      /--threads must be a whole number from 1 to 64, but is "0"/,
    ],
    ['half a thread', ['run', 'all', '--threads', '1.5'], /--threads must be a whole number from 1 to 64/],
    ['too many threads', ['run', 'all', '--threads', '65'], /--threads must be a whole number from 1 to 64/],
    [
      'threads of another backend',
      ['run', 'all', '--threads', '2', '--backend', 'cpu'],
      /--threads has no use with --backend cpu: it is for simd/,
    ],
    [
      'threads of engines',
      ['bench', '--threads', '2'],
      /--threads has a use with --profile and --loss-curve only/,
    ],
    ['scaling of engines', ['bench', '--scaling', '--engines', 'simd'], /'--scaling' cannot be used with/],
    [
      'a data folder without use',
      ['run', 'all', '--data-dir', 'x'],
      /--data-dir has no use here: preset quick computes/,
    ],
    ['no seed', ['run', 'all', '--seeds', '0'], /--seeds must be a whole number from 1 to 100, but is "0"/],
    ['no job', ['run', 'all', '--jobs', '0'], /--jobs must be a whole number from 1 to 64, but is "0"/],
    ['to go on without a folder', ['run', 'all', '--resume'], /--resume needs --out/],
    [
      'a dry run that goes on',
      ['run', 'all', '--dry-run', '--resume', '--out', 'x'],
      /'--dry-run' cannot be used with option '--(resume|out)/,
    ],
    [
      'an unknown network of the benchmark',
      ['bench', '--models', 'FCN,ResNet'],
      /--models: there is no network "ResNet"; there is FCN, SimpleCNN, .*Mixed kernels/,
    ],
    [
      'an unknown engine',
      ['bench', '--engines', 'simd,cuda'],
      /--engines: there is no engine "cuda"; there is simd, simd-no-relaxed, pytorch/,
    ],
    [
      'a profile of engines',
      ['bench', '--profile', '--engines', 'simd'],
      /--engines has no use with --profile/,
    ],
    [
      'a bench without wide vectors',
      ['bench', '--no-wide-vectors'],
      /--no-wide-vectors has a use with --profile and --loss-curve only/,
    ],
    ['two benches', ['bench', '--profile', '--memory'], /'--profile' cannot be used with option '--memory'/],
    ['rounds of memory', ['bench', '--memory', '--rounds', '3'], /--rounds has no use with --memory/],
    [
      'a choice of networks for the loss curve',
      ['bench', '--loss-curve', '--models', 'FCN'],
      /--models has no use with --loss-curve/,
    ],
    ['data to time', ['bench', '--data-dir', 'x'], /--data-dir has a use with --loss-curve only/],
    ['no rounds', ['bench', '--rounds', '0'], /--rounds must be a whole number from 1 on, but is "0"/],
    ['half a round', ['bench', '--rounds', '1.5'], /--rounds must be a whole number from 1 on/],
    ['no time', ['bench', '--seconds', '0'], /--seconds must be a number above 0, but is "0"/],
    ['time in words', ['bench', '--seconds', 'long'], /--seconds must be a number above 0/],
    ['two formats', ['bench', '--json', '--markdown'], /'--json' cannot be used with option '--markdown'/],
    ['another language', ['report', '.', '--lang', 'fr'], /'fr' is invalid\. Allowed choices are en, ru\./],
    [
      'another data set',
      ['data', 'fetch', 'imagenet'],
      /there is no data set "imagenet"; there is mnist and cifar-10/,
    ],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, stderr } = await convstudy(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('does not run into a folder that holds results', async () => {
    await writeResults(folder, exampleResults());
    const { code, stderr } = await convstudy('run', 'all', '--backend', 'cpu', '--out', folder);
    expect(stderr).toMatch(
      /^convstudy: .* already holds the results\.json of another run; name another folder/,
    );
    expect(code).toBe(1);
  });

  it('goes on with nothing that has changed, or is not there', async () => {
    const resume = ['run', 'all', '--backend', 'cpu', '--resume', '--out', folder];
    expect(await convstudy(...resume)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^convstudy: cannot read .*results\.json/) as string,
    });
    await writeResults(folder, exampleResults());
    const { code, stderr } = await convstudy(...resume);
    expect(stderr).toMatch(
      /^convstudy: cannot go on, since the numbers [\s\S]* backend was "webgpu", now "cpu"/,
    );
    expect(code).toBe(1);
    expect(await readResults(folder)).toEqual(exampleResults());
  });

  it('says so when the run directory cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const out = join(folder, 'file', 'run');
    const { code, stderr } = await convstudy('run', 'all', '--backend', 'cpu', '--out', out);
    expect(stderr).toMatch(/^convstudy: cannot make the run directory .*a part of the path is a file/);
    expect(code).toBe(1);
  });
});

describe('convstudy report', () => {
  it('builds the report from results.json', async () => {
    await writeResults(folder, exampleResults());
    const { code, stdout } = await convstudy('report', folder);
    expect(code).toBe(0);
    expect(stdout).toBe(`Report: ${join(folder, 'report', 'index.html')}\n`);
    expect(await readFile(join(folder, 'report', 'index.html'), 'utf8')).toContain('SimpleCNN 97.00 %');
  });

  it('says what is wrong with a folder without results, or with others', async () => {
    expect(await convstudy('report', folder)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^convstudy: cannot read .*results\.json: there is no such file/,
      ) as string,
    });
    await writeFile(join(folder, 'results.json'), '{"schemaVersion": 2}');
    expect(await convstudy('report', folder)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /does not match the schema[\s\S]*\/schemaVersion must be equal/,
      ) as string,
    });
  });
});
