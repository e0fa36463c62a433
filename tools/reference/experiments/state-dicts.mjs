// Compares our logits with PyTorch's on real images, for every network that python/nets.py has, from the same weights:
// ours, written by saveStateDict.
//
//     npx nx run @convstudy/experiments:build
//     OPENBLAS_NUM_THREADS=1 node tools/reference/experiments/state-dicts.mjs DATA_FOLDER OUT_FOLDER
//
// PyTorch is that of `python3`. Batch normalization has seen a few batches, so that its moving averages are not the
// initial ones.
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { batches } from '@convstudy/datasets';
import { chooseBackend, loadData, models, saveStateDict } from '@convstudy/experiments';
import * as tf from '@tensorflow/tfjs-core';

const IMAGES = 256;
const [dataDir, folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: state-dicts.mjs DATA_FOLDER OUT_FOLDER');
const compare = fileURLToPath(new URL('compare_state_dicts.py', import.meta.url));

await chooseBackend({ backend: 'simd', wideVectors: true });
await mkdir(folder, { recursive: true });
const sets = {
  1: await loadData({ kind: 'mnist' }, { dataDir }),
  3: await loadData({ kind: 'cifar-10' }, { dataDir }),
};

/** The first images of a split, normalised. */
function imagesOf(dataset, split, batchSize) {
  const { imageShape, normalization } = dataset;
  for (const { images } of batches(dataset[split], { batchSize, imageShape, normalization })) {
    return tf.clone(images);
  }
}

const names = JSON.parse(execFileSync('python3', [compare, '--names'], { encoding: 'utf8' }));
for (const [index, name] of names.entries()) {
  const { build, inputShape } = models[name];
  const dataset = sets[inputShape[2]];
  const model = build({ inputShape, seed: 1 });
  const training = imagesOf(dataset, 'train', 64);
  for (let step = 0; step < 5; step++) model.apply(training, { training: true }).dispose();
  const images = imagesOf(dataset, 'test', IMAGES);
  const logits = model.predict(images, { batchSize: 64 });
  await saveStateDict(join(folder, `${index}.safetensors`), model);
  await writeFile(join(folder, `${index}.images`), Buffer.from((await images.data()).slice().buffer));
  await writeFile(join(folder, `${index}.logits`), Buffer.from((await logits.data()).slice().buffer));
  tf.dispose([training, images, logits]);
  model.dispose();
}
execFileSync('python3', [compare, folder], { stdio: 'inherit' });
