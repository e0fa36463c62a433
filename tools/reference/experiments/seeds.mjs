/**
 * Trains two small nets from several seeds on real data, for the test of the comparison between single runs: what differs
 * between two runs of one model, only the seed has made. Keeps of every run what comparisons read.
 *
 *     node tools/reference/experiments/seeds.mjs DATA_FOLDER SEEDS packages/experiments/src/claims/fixtures/mnist-seeds.json
 *
 * One thread, about 15 seconds a seed where nothing else runs. The file is written anew after every run.
 */
import { writeFile } from 'node:fs/promises';
import {
  chooseBackend,
  defineStudy,
  loadData,
  matchedMnistNets,
  runStudy,
} from '../../../packages/experiments/dist/index.js';

const TRAIN_SIZE = 5_000;

const [dataDir, seeds, out] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: seeds.mjs DATA_FOLDER SEEDS OUT.json');

await chooseBackend({ backend: 'simd', threads: 1, wideVectors: true });
const { train, ...dataset } = await loadData({ kind: 'mnist' }, { dataDir });
const [height, width, channels] = dataset.imageShape;
const fewer = {
  images: train.images.subarray(0, TRAIN_SIZE * height * width * channels),
  labels: train.labels.subarray(0, TRAIN_SIZE),
  size: TRAIN_SIZE,
};
const kept = [];
for (const model of matchedMnistNets.slice(0, 2)) {
  const study = defineStudy({
    id: 'seeds',
    section: '1.1',
    title: 'Runs that only the seed tells apart',
    question: 'How far do they differ?',
    models: [model],
    presets: { document: { data: { kind: 'mnist' }, epochs: 8 } },
    reconstructed: [],
    notControlled: [],
    claims: [],
  });
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const { runs } = await runStudy(study, {
      preset: 'document',
      dataset: { ...dataset, train: { ...train, ...fewer } },
      seeds: [seed],
    });
    for (const { model, seed, epochs, final, testHits } of runs) {
      kept.push({
        model,
        seed,
        testLosses: epochs.map(({ testLoss }) => Number(testLoss.toFixed(5))),
        testAccuracies: epochs.map(({ testAccuracy }) => testAccuracy),
        trainAccuracy: final.train.accuracy,
        testHits,
      });
    }
    await writeFile(out, `${JSON.stringify(kept)}\n`);
  }
}
