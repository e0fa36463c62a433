import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderSvg } from '@convstudy/viz';
import { chooseBackend } from '../../../backend/choose-backend.js';
import { BATCH_SIZE } from '../../../bench/bench-models.js';
import { findPyTorch } from '../../../bench/engines/find-pytorch.js';
import { compareCurves, type LossCurves } from '../../../bench/loss-curve/compare-curves.js';
import { lossCurveChart } from '../../../bench/loss-curve/loss-curve-chart.js';
import { recordTraining } from '../../../bench/loss-curve/record-training.js';
import { trainInPyTorch } from '../../../bench/loss-curve/train-in-pytorch.js';
import { benchEnvironment } from '../../../bench/run-bench.js';
import { loadData } from '../../../studies/load-data.js';

const MODEL = 'SimpleCNN';
const SEED = 1;
const WINDOW = 25;

export interface LossCurveFlags {
  dataDir?: string;
  out: string;
  threads?: number;
  wideVectors: boolean;
}

/** `convstudy bench --loss-curve`: one epoch of MNIST on simd and in PyTorch, from the same weights. */
export async function lossCurve({ dataDir, out, threads, wideVectors }: LossCurveFlags): Promise<void> {
  const pytorch = await findPyTorch();
  if (!pytorch) throw new Error('bench --loss-curve: no python3 with torch was found');
  const backend = await chooseBackend({ backend: 'simd', wideVectors, threads });
  const dataset = await loadData({ kind: 'mnist' }, { ...(dataDir !== undefined && { dataDir }) });
  const folder = await mkdtemp(join(tmpdir(), 'convstudy-loss-curve-'));
  let simd: number[], theirs: number[];
  try {
    process.stderr.write(`${MODEL} on simd\n`);
    simd = await recordTraining(folder, MODEL, dataset, { batchSize: BATCH_SIZE, seed: SEED });
    process.stderr.write(`${MODEL} in PyTorch ${pytorch.version}\n`);
    theirs = await trainInPyTorch(folder, pytorch);
  } finally {
    await rm(folder, { recursive: true });
  }
  const { name, sha256, synthetic, train, test } = dataset;
  const curves: LossCurves = {
    environment: { ...benchEnvironment(backend.wideVectors, pytorch), threads: backend.threads },
    model: MODEL,
    data: { name, sha256, synthetic, trainSize: train.size, testSize: test.size },
    batchSize: BATCH_SIZE,
    seed: SEED,
    comparison: compareCurves(simd, theirs, WINDOW),
    simd,
    pytorch: theirs,
  };
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'loss-curve.json'), `${JSON.stringify(curves)}\n`);
  await writeFile(join(out, 'loss-curve.svg'), await renderSvg(lossCurveChart(curves)));
  const { largest, largestAtStep, largestUnsmoothed, finalSimd, finalPyTorch } = curves.comparison;
  console.log(
    [
      `${simd.length} steps, curves smoothed over ${WINDOW} steps`,
      `Largest difference: ${largest.toPrecision(3)} (up to step ${largestAtStep}); unsmoothed ${largestUnsmoothed.toPrecision(3)}`,
      `Loss at the end: simd ${finalSimd.toFixed(4)}, PyTorch ${finalPyTorch.toFixed(4)}`,
      `Figure:  ${join(out, 'loss-curve.svg')}`,
      `Results: ${join(out, 'loss-curve.json')}`,
    ].join('\n'),
  );
}
