import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import writeFileAtomic from 'write-file-atomic';

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';

/**
 * Saves models to a folder and loads them from it, in tfjs's own format: `model.json` and the weights beside it. tfjs
 * has this for Node only in tfjs-node.
 *
 *     await model.save(fileSystem('my-model'));
 *     const copy = await loadLayersModel(fileSystem('my-model'));
 *
 * Folders of tfjs converters and browsers, with several files of weights, are read too.
 *
 * @param directory - made with its parents when a model is saved
 */
export function fileSystem(directory: string): io.IOHandler {
  return {
    save: (artifacts) => save(directory, artifacts),
    load: () => load(directory),
  };
}

async function save(directory: string, artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
  const { modelTopology, weightSpecs = [], weightData, ...rest } = artifacts;
  const weights = Buffer.concat([weightData ?? []].flat().map((part) => Buffer.from(part)));
  const model: io.ModelJSON = {
    modelTopology: modelTopology ?? {},
    ...rest,
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
  };
  await mkdir(directory, { recursive: true });
  // The model last: a folder that has it has its weights too.
  await writeFileAtomic(join(directory, WEIGHTS), weights);
  await writeFileAtomic(join(directory, MODEL), JSON.stringify(model));
  return {
    modelArtifactsInfo: {
      dateSaved: new Date(),
      modelTopologyType: 'JSON',
      weightDataBytes: weights.length,
    },
  };
}

async function load(directory: string): Promise<io.ModelArtifacts> {
  const text = await readFile(join(directory, MODEL), 'utf8');
  const { weightsManifest = [], ...model } = JSON.parse(text) as io.ModelJSON;
  const parts = await Promise.all(
    weightsManifest.flatMap(({ paths }) => paths.map((path) => readFile(join(directory, path)))),
  );
  const weights = Buffer.concat(parts);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return {
    ...model,
    weightSpecs,
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
  };
}
