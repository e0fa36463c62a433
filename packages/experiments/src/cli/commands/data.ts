import { fetchCifar10, fetchMnist } from '@convstudy/datasets';
import type { Command } from 'commander';
import { createProgress } from '../../progress/create-progress.js';
import { count } from '../../report/numbers.js';
import { dataFolder } from '../../studies/data-folder.js';
import { EXIT } from '../exit-codes.js';
import { interruptible } from '../interrupt.js';
import { UsageError } from '../usage-error.js';

const FETCH = { mnist: fetchMnist, 'cifar-10': fetchCifar10 };
type Name = keyof typeof FETCH;

export function addData(program: Command, exit: (code: number) => void): void {
  program
    .command('data')
    .description('fetch data sets')
    .command('fetch')
    .description('download a data set and check it; files that are here already are only checked')
    .argument('<dataset>', Object.keys(FETCH).join(' or '))
    .option('--data-dir <dir>', "folder for the files; without it the user's cache folder")
    .action(async (name: string, { dataDir }: { dataDir?: string }) => {
      if (!Object.hasOwn(FETCH, name)) {
        throw new UsageError(`there is no data set "${name}"; there is ${Object.keys(FETCH).join(' and ')}`);
      }
      exit(await fetchFiles(name as Name, dataDir));
    });
}

async function fetchFiles(name: Name, dataDir: string | undefined): Promise<number> {
  const progress = await createProgress(process.stdout, { runs: 0, jobs: 1 });
  const { signal, release } = interruptible(() => progress.note('Stopping.'));
  try {
    const options = { onProgress: progress.download, onWarning: progress.note, signal };
    const files = await FETCH[name](
      dataDir === undefined ? options : dataFolder({ ...options, dataDir }, name),
    );
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
