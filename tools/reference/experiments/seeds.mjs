/**
 * Trains three small nets from several seeds on real data, for the test of the comparison between single runs: what differs
 * between two runs of one model, only the seed has made. Keeps of every run what comparisons read.
 *
 *     node tools/reference/experiments/seeds.mjs DATA_FOLDER SEEDS packages/experiments/src/claims/fixtures/mnist-seeds.json
 *
 * One thread, about 45 seconds a seed where nothing else runs. The file is written anew after every run.
 */
import { writeFile } from 'node:fs/promises';
import { residualNet } from '../../../packages/blocks-residual/dist/index.js';
import {
  chooseBackend,
  defineStudy,
  loadData,
  matchedMnistNets,
  runStudy,
} from '../../../packages/experiments/dist/index.js';

const TRAIN_SIZE = 8_000;

const [dataDir, seeds, out] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: seeds.mjs DATA_FOLDER SEEDS OUT.json');

const [fcn, simpleCnn, residualCnn] = matchedMnistNets;
const study = defineStudy({
  id: 'seeds',
  section: '1.1',
  title: 'Runs that only the seed tells apart',
  question: 'How far do they differ?',
  models: [
    fcn,
    simpleCnn,
    {
      ...residualCnn,
      id: 'ResidualCNN, small',
      build: ({ inputShape, seed }) =>
        residualNet({
          inputShape,
          numClasses: 10,
          stem: { filters: 8, useBias: true },
          blocks: [
            { type: 'basic', filters: 8 },
            { type: 'basic', filters: 16, strides: 2 },
            { type: 'basic', filters: 16 },
          ],
          poolSize: 4,
          seed,
        }),
    },
  ],
  presets: { document: { data: { kind: 'mnist' }, epochs: 10 } },
  reconstructed: [],
  notControlled: [],
  claims: [],
});

await chooseBackend({ backend: 'simd', threads: 1, wideVectors: true });
const { train, ...dataset } = await loadData({ kind: 'mnist' }, { dataDir });
const [height, width, channels] = dataset.imageShape;
const fewer = {
  images: train.images.subarray(0, TRAIN_SIZE * height * width * channels),
  labels: train.labels.subarray(0, TRAIN_SIZE),
  size: TRAIN_SIZE,
};
await runStudy(study, {
  preset: 'document',
  dataset: { ...dataset, train: { ...train, ...fewer } },
  seeds: Array.from({ length: Number(seeds) }, (_, i) => i + 1),
  onUpdate: async ({ runs }) => {
    const finished = runs
      .filter(({ status }) => status === 'finished')
      .map(({ model, seed, epochs, final, testHits }) => ({
        model,
        seed,
        testLosses: epochs.map(({ testLoss }) => Number(testLoss.toFixed(5))),
        testAccuracies: epochs.map(({ testAccuracy }) => testAccuracy),
        seconds: epochs.map(({ seconds }) => Number(seconds.toFixed(3))),
        final,
        testHits,
      }));
    await writeFile(out, `${JSON.stringify(finished)}\n`);
  },
});
