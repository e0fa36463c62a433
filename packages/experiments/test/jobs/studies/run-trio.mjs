// Runs the study with a process of its own as the one that starts others: run-trio.mjs FOLDER JOBS
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  chooseBackend,
  describeEnvironment,
  loadData,
  readResults,
  runStudy,
  trainInProcesses,
  writeResults,
} from '@convstudy/experiments';
import { trio } from './trio.mjs';

const [folder, jobs] = process.argv.slice(2);
const backend = await chooseBackend({ backend: 'simd', threads: 1, wideVectors: false });
const earlier = existsSync(join(folder, 'results.json')) && (await readResults(folder)).studies[0];
await runStudy(trio, {
  preset: 'quick',
  dataset: await loadData(trio.presets.quick.data),
  checkpoints: join(folder, 'checkpoints'),
  finalModels: join(folder, 'models'),
  ...(earlier && { resume: earlier }),
  ...(Number(jobs) > 1 && {
    trainer: trainInProcesses({
      jobs: Number(jobs),
      moduleOf: () => fileURLToPath(new URL('trio.mjs', import.meta.url)),
      onOutput: (run, line) => console.error(`${run.model} ${run.seed}: ${line}`),
    }),
  }),
  onUpdate: async (study) => {
    await writeResults(folder, {
      schemaVersion: 1,
      status: 'running',
      environment: describeEnvironment(backend),
      studies: [study],
    });
  },
  observer: {
    epochDone: (_epoch, number, _epochs, { model, seed }) => console.log(`${model} ${seed} ${number}`),
  },
});
console.log('done');
