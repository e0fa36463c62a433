import * as tf from '@tensorflow/tfjs-core';
import {
  input as symbolicInput,
  loadLayersModel,
  model,
  models,
  type LayersModel,
  type layers,
} from '@tensorflow/tfjs-layers';
import { onBackend } from './backends.js';
import { expectClose, type Tolerance } from './expect-close.js';
import { layerGradients, spreadProbe, type LayerGradients } from './gradients.js';
import { call, type LayerSubject } from './layer-subject.js';
import { spreadValues } from './spread-values.js';

const EXACT: Tolerance = { relative: 1e-6, ofLargest: 1e-7 };
const FORWARD: Tolerance = { relative: 1e-4, ofLargest: 1e-5 };
const BACKWARD: Tolerance = { relative: 1e-3, ofLargest: 1e-5 };
// Values are float32: a difference quotient over 2 * STEP is good for three digits or so.
const NUMERIC: Tolerance = { relative: 1e-2, ofLargest: 4e-3 };
const STEP = 4e-3;
/** So many elements of each tensor are varied; more would only take longer. */
const PROBES = 32;

/** The shape the layer promises is the shape it has, for unknown, single and odd batch sizes, in both modes. */
export async function checkShapes<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    const layer = subject.create();
    const symbolic = layer.apply(symbolicInput({ shape })) as { shape: (number | null)[] };
    if (symbolic.shape[0] !== null) throw new Error(`An unknown batch size became ${symbolic.shape[0]}.`);
    for (const batch of [1, 3, 5]) {
      const promised = [layer.computeOutputShape([batch, ...shape]), [batch, ...symbolic.shape.slice(1)]];
      for (const training of [false, true]) {
        const real = tf.tidy(() => call(subject, layer, inputOf(subject, [batch, ...shape]), training).shape);
        for (const inferred of promised) {
          if (real.join() !== inferred.join()) {
            throw new Error(
              `The input [${batch},${shape.join()}] gives [${real.join()}], but the layer inferred [${inferred.join()}].`,
            );
          }
        }
      }
    }
    layer.dispose();
  }
  await Promise.resolve();
}

/** A layer made from another's config has that config, and with its weights the same output. */
export async function checkConfig<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    const original = modelAround(subject.create(), shape);
    const copy = await models.modelFromJSON(original.toJSON(null, false) as unknown as tf.io.ModelJSON);
    const [config, copied] = [original, copy].map((m) => configText(m.layers[1]));
    if (config !== copied) throw new Error(`The config ${config} became ${copied}.`);
    copy.setWeights(original.getWeights());
    await expectSameOutput('The layer made from the config', subject, original, copy, shape);
    original.dispose();
    copy.dispose();
  }
}

/** A model with the layer, saved and loaded, has the same output. */
export async function checkSaving<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    const original = modelAround(subject.create(), shape);
    let saved: tf.io.ModelArtifacts | undefined;
    await original.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined })) as tf.io.ModelArtifacts;
        saved.weightData = artifacts.weightData;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
      }),
    );
    const loaded = await loadLayersModel(tf.io.fromMemory(saved!));
    await expectSameOutput('The loaded layer', subject, original, loaded, shape);
    original.dispose();
    loaded.dispose();
  }
}

/** tfjs's gradients are those of difference quotients, for the input and every weight, in both modes. */
export async function checkGradients<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    for (const training of [false, true]) {
      const layer = subject.create();
      const input = inputOf(subject, [2, ...shape]);
      const probe = spreadProbe(tf.tidy(() => call(subject, layer, input, training).shape));
      const { output, gradients } = layerGradients(subject, layer, { input, training });
      const x = tf.variable(input);
      const variables = [x, ...layer.trainableWeights.map((weight) => weight.read() as tf.Variable)];
      const value = () =>
        weightedSum(
          tf.tidy(() => call(subject, layer, x, training)),
          probe,
        );
      for (const [i, variable] of variables.entries()) {
        const gradient = await gradients[i].values.data();
        const probes = probesOf(variable.size);
        const numeric = probes.map((element) => differenceQuotient(variable, element, value));
        expectClose(
          `The gradient of ${gradients[i].of} (training: ${training}, input shape [${shape.join()}])`,
          probes.map((element) => gradient[element]),
          numeric,
          NUMERIC,
        );
      }
      tf.dispose([input, probe, output, x, ...gradients.map((gradient) => gradient.values)]);
      layer.dispose();
    }
  }
}

/** Output and gradients on backend `simd` are those on `cpu`, in both modes. */
export async function checkSimd<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    for (const training of [false, true]) {
      const initial = await onBackend('cpu', async () => {
        const layer = subject.create();
        tf.dispose(call(subject, layer, inputOf(subject, [3, ...shape]), training));
        return Promise.all(layer.getWeights().map((weight) => weight.array()));
      });
      const run = (backend: string) =>
        onBackend(backend, async () => {
          const layer = subject.create();
          const input = inputOf(subject, [3, ...shape]);
          tf.dispose(call(subject, layer, input, training));
          layer.setWeights(initial.map((values) => tf.tensor(values)));
          const results = layerGradients(subject, layer, { input, training });
          const read = await readAll(results);
          layer.dispose();
          return read;
        });
      const cpu = await run('cpu');
      const simd = await run('simd');
      const where = `(training: ${training}, input shape [${shape.join()}])`;
      expectClose(`The output on simd ${where}`, simd.output, cpu.output, FORWARD);
      for (const [i, gradient] of cpu.gradients.entries()) {
        expectClose(
          `The gradient of ${gradient.of} on simd ${where}`,
          simd.gradients[i].values,
          gradient.values,
          BACKWARD,
        );
      }
    }
  }
}

/** Calls and gradients leave no tensor behind, and `dispose` frees the weights. */
export async function checkMemory<L extends layers.Layer>(subject: LayerSubject<L>): Promise<void> {
  for (const shape of subject.inputShapes) {
    const input = inputOf(subject, [2, ...shape]);
    const before = tf.memory().numTensors;
    const layer = subject.create();
    tf.dispose(call(subject, layer, input, false));
    const built = tf.memory().numTensors;
    for (const training of [false, true]) {
      for (let step = 0; step < 3; step++) {
        tf.dispose(call(subject, layer, input, training));
        const { output, gradients } = layerGradients(subject, layer, { input, training });
        tf.dispose([output, ...gradients.map((gradient) => gradient.values)]);
      }
      const left = tf.memory().numTensors - built;
      if (left !== 0)
        throw new Error(`Three calls and gradients (training: ${training}) left ${left} tensors behind.`);
    }
    layer.dispose();
    const kept = tf.memory().numTensors - before;
    if (kept !== 0) throw new Error(`dispose() left ${kept} tensors behind.`);
    input.dispose();
  }
  await Promise.resolve();
}

function inputOf<L extends layers.Layer>(subject: LayerSubject<L>, shape: number[]): tf.Tensor {
  return subject.input ? subject.input(shape) : spreadValues(shape);
}

/** A layer's config as JSON, where an option that is null is as good as absent. */
function configText(layer: layers.Layer): string {
  return JSON.stringify(layer.getConfig(), (_, value: unknown) => value ?? undefined);
}

function modelAround(layer: layers.Layer, shape: number[]): LayersModel {
  const input = symbolicInput({ shape });
  return model({ inputs: input, outputs: layer.apply(input) as typeof input });
}

async function expectSameOutput<L extends layers.Layer>(
  what: string,
  subject: LayerSubject<L>,
  original: LayersModel,
  copy: LayersModel,
  shape: number[],
): Promise<void> {
  const input = inputOf(subject, [3, ...shape]);
  for (const training of [false, true]) {
    const [expected, actual] = [original, copy].map((m) => call(subject, m.layers[1] as L, input, training));
    expectClose(`${what} (training: ${training})`, await actual.data(), await expected.data(), EXACT);
    tf.dispose([expected, actual]);
  }
  input.dispose();
}

/** Indices spread over a tensor of `size` elements, all of them if there are few. */
function probesOf(size: number): number[] {
  const count = Math.min(size, PROBES);
  return Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
}

function differenceQuotient(variable: tf.Variable, element: number, value: () => number): number {
  const values = variable.dataSync().slice();
  const middle = values[element];
  const valueAt = (point: number) => {
    values[element] = point;
    tf.tidy(() => variable.assign(tf.tensor(values.slice(), variable.shape)));
    return value();
  };
  // The points as float32 has them, since that is where the layer is evaluated.
  const [above, below] = [Math.fround(middle + STEP), Math.fround(middle - STEP)];
  const quotient = (valueAt(above) - valueAt(below)) / (above - below);
  valueAt(middle);
  return quotient;
}

/** The sum in double precision: float32 would drown the difference of two values that are nearly equal. */
function weightedSum(output: tf.Tensor, probe: tf.Tensor): number {
  const [values, factors] = [output.dataSync(), probe.dataSync()];
  output.dispose();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * factors[i];
  return sum;
}

async function readAll({ output, gradients }: LayerGradients) {
  const read = {
    output: await output.data(),
    gradients: await Promise.all(
      gradients.map(async (gradient) => ({ of: gradient.of, values: await gradient.values.data() })),
    ),
  };
  tf.dispose([output, ...gradients.map((gradient) => gradient.values)]);
  return read;
}
