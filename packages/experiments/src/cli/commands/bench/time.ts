import { BATCH_SIZE } from '../../../bench/bench-models.js';
import { benchMarkdown, benchTable } from '../../../bench/bench-table.js';
import { bestRatios } from '../../../bench/best-ratios.js';
import { type EngineName, isPyTorch } from '../../../bench/engines/engine-names.js';
import { findMissing } from '../../../bench/engines/find-missing.js';
import { findPyTorch } from '../../../bench/engines/find-pytorch.js';
import { startEngines } from '../../../bench/engines/start-engines.js';
import {
  benchEnvironment,
  type BenchReport,
  type MissingResult,
  runBench,
} from '../../../bench/run-bench.js';

export interface TimeFlags {
  models: string[];
  engines: EngineName[];
  scaling?: true;
  rounds: number;
  seconds: number;
  json?: true;
  markdown?: true;
}

/** `convstudy bench`: engines side by side. */
export async function time({ models, scaling, rounds, seconds, ...flags }: TimeFlags): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const asked: EngineName[] = scaling ? ['simd'] : flags.engines;
  const pytorch = asked.some(isPyTorch) ? await findPyTorch() : undefined;
  const missing: MissingResult[] = asked.flatMap((engine) => {
    const reason = findMissing(engine, pytorch);
    return reason === undefined ? [] : [{ engine, reason }];
  });
  for (const { engine, reason } of missing) say(`${engine}: ${reason}.`);

  const engines = startEngines(
    asked.filter((name) => !missing.some(({ engine }) => engine === name)),
    { pytorch, scaling },
  );
  let timed;
  try {
    timed = await runBench({
      models,
      batchSize: BATCH_SIZE,
      rounds,
      seconds,
      engines,
      onRound: (model, round) => say(`${model}, round ${round} of ${rounds}`),
    });
  } finally {
    await Promise.all(
      [...new Set(engines.map((engine) => engine.process))].map((process) => process.close()),
    );
  }
  const { results } = timed;
  const report: BenchReport = {
    environment: benchEnvironment(
      results.some(({ wideVectors }) => wideVectors),
      pytorch,
    ),
    results,
    missing: [...missing, ...timed.missing],
    ...bestRatios(results),
  };

  if (flags.json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  if (flags.markdown) {
    console.log(benchMarkdown(report));
    return;
  }
  console.log(`Training steps at batch ${BATCH_SIZE}, median of ${rounds} rounds, ${report.environment.cpu}`);
  console.log(benchTable(report));
  for (const { engine, model, reason } of report.missing) {
    console.log(`${engine}${model === undefined ? '' : `, ${model}`}: ${reason}`);
  }
  if (report.ratios && pytorch) {
    console.log(
      `Ratios: images/s of simd over the best of PyTorch ${pytorch.version}; default: without wide vectors.`,
    );
  }
}
