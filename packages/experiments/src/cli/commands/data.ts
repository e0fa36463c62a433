import { fetchMnist } from '@convstudy/datasets';
import type { Command } from 'commander';
import { createProgress } from '../../progress/create-progress.js';
import { count } from '../../report/numbers.js';
import { EXIT } from '../exit-codes.js';
import { interruptible } from '../interrupt.js';
import { UsageError } from '../usage-error.js';

export function addData(program: Command, exit: (code: number) => void): void {
  program
    .command('data')
    .description('fetch data sets')
    .command('fetch')
    .description('download a data set and check it; files that are here already are only checked')
    .argument('<dataset>', 'mnist')
    .option('--data-dir <dir>', "folder for the files; without it the user's cache folder")
    .action(async (name: string, { dataDir }: { dataDir?: string }) => {
      if (name === 'cifar-10') throw new UsageError('cifar-10 is not available in this version of convstudy');
      if (name !== 'mnist') throw new UsageError(`there is no data set "${name}"; there is mnist`);
      exit(await fetchFiles(dataDir));
    });
}

async function fetchFiles(dataDir: string | undefined): Promise<number> {
  const progress = await createProgress(process.stdout);
  const { signal, release } = interruptible(() => progress.note('Stopping.'));
  try {
    const files = await fetchMnist({
      ...(dataDir !== undefined && { dataDir }),
      onProgress: progress.download,
      onWarning: progress.note,
      signal,
    });
    for (const { path, bytes, source } of files) {
      progress.note(`${path}  ${count(bytes)} bytes  ${source ? `from ${source}` : 'was here'}`);
    }
    return EXIT.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    return EXIT.interrupted;
  } finally {
    progress.stop();
    release();
  }
}
