import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { type Command, Option } from 'commander';
import { chooseBackend } from '../../backend/choose-backend.js';
import { fileSystem } from '../../checkpoints/file-system.js';
import { count } from '../../report/numbers.js';
import { fileErrorReason } from '../../results/file-error-reason.js';
import { RunDirectoryError } from '../../results/run-directory-error.js';
import { parameterCount } from '../../models/index.js';
import { saveStateDict } from '../../state-dict/state-dict-file.js';
import { FINAL_MODELS, finalModelFolder } from '../../studies/final-model.js';
import { wholeNumber } from '../option-values.js';

interface ExportFlags {
  study: string;
  model: string;
  seed: number;
  to: string;
  names: 'sequential' | 'layers';
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write a trained model of a run directory as a PyTorch state dict (safetensors)')
    .argument('<dir>', 'the run directory')
    .requiredOption('--study <id>', 'its study')
    .requiredOption('--model <id>', 'its id in results.json')
    .addOption(
      new Option('--seed <n>', 'the seed that it was trained from')
        .default(1)
        .argParser(wholeNumber('--seed', 0)),
    )
    .requiredOption('--to <file>', 'the file to write; an earlier one is replaced')
    .addOption(
      new Option('--names <kind>', 'modules by their places in an nn.Sequential, or by the layers of tfjs')
        .choices(['sequential', 'layers'])
        .default('sequential'),
    )
    .action(exportModel);
}

async function exportModel(directory: string, { study, model, seed, to, names }: ExportFlags): Promise<void> {
  const studyFolder = join(resolve(directory), FINAL_MODELS, study);
  const folder = finalModelFolder(studyFolder, { model, seed });
  if (!existsSync(folder)) {
    const there = await readdir(studyFolder).catch(() => []);
    const models = there.map((name) => decodeURIComponent(basename(name)));
    throw new RunDirectoryError(
      `${folder} is not there; trained models of ${study}: ${models.join('; ') || 'none'}`,
    );
  }
  // Nothing is computed but the order of weights.
  await chooseBackend({ backend: 'cpu' });
  const net = await loadLayersModel(fileSystem(folder));
  const file = resolve(to);
  try {
    await saveStateDict(file, net, { names });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new RunDirectoryError(`cannot write ${file}: ${fileErrorReason(error)}`, { cause: error });
  }
  console.log(`${file}  ${count(parameterCount(net))} parameters of ${model}, seed ${seed}`);
}
