import { chooseBackend } from '../../../backend/choose-backend.js';
import { BATCH_SIZE } from '../../../bench/bench-models.js';
import { findPyTorch } from '../../../bench/engines/find-pytorch.js';
import { measureGrowth, measureSteps } from '../../../bench/memory/measure-memory.js';
import { growthTable, memoryTable } from '../../../bench/memory/memory-table.js';
import { growth, type ModelMemory, stepMemory } from '../../../bench/memory/run-memory.js';
import { benchEnvironment } from '../../../bench/run-bench.js';

/** The network of the long training, and its batch: small, so that ten thousand steps take no minutes. */
const LONG = { model: 'Depth 2', batchSize: 4, steps: [100, 1000, 10_000] };

export interface MemoryFlags {
  models: string[];
  json?: true;
}

/** `convstudy bench --memory`: peaks beside PyTorch's, and whether memory grows. */
export async function memory({ models, json }: MemoryFlags): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const pytorch = await findPyTorch();
  if (!pytorch) say('pytorch: no python3 with torch was found.');
  const peaks: ModelMemory[] = [];
  for (const model of models) {
    say(`${model}, batch ${BATCH_SIZE}`);
    peaks.push(await stepMemory(model, BATCH_SIZE, pytorch));
  }
  say(`${LONG.model}, batch ${LONG.batchSize}, ${LONG.steps.at(-1)} steps`);
  const long = { ...LONG, steps: await growth(LONG.model, LONG.batchSize, LONG.steps) };
  if (json) {
    console.log(
      JSON.stringify({ environment: benchEnvironment(true, pytorch), peaks, growth: long }, null, 2),
    );
    return;
  }
  console.log(`Peak resident memory of training at batch ${BATCH_SIZE}`);
  console.log(memoryTable(peaks));
  console.log(`${LONG.model}, batch ${LONG.batchSize}, over ${LONG.steps.at(-1)} steps on simd`);
  console.log(growthTable(long.steps));
}

/** What runs in the processes that `memory` starts. */
export async function answerMemory(
  model: string,
  batchSize: string,
  steps: readonly string[],
  { growth = false }: { growth?: boolean },
): Promise<void> {
  await chooseBackend({ backend: 'simd', wideVectors: true });
  const counts = steps.map(Number);
  const measured = growth
    ? await measureGrowth(model, Number(batchSize), counts)
    : await measureSteps(model, Number(batchSize), counts[0]);
  process.stdout.write(JSON.stringify(measured));
}
