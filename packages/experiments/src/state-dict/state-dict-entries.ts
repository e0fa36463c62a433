import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { flattenedImages } from './flattened-images.js';
import { sequentialNames } from './sequential-names.js';
import { weightLayout, type WeightLayout } from './weight-layout.js';

/**
 * How layers are called in PyTorch: `sequential`, by their places in an `nn.Sequential`, as in python/nets.py; `layers`,
 * by their names in tfjs; or by a function that says it, such as `({ name }) => 'features.' + name`.
 */
export type ModuleNames = 'sequential' | 'layers' | ((layer: layers.Layer) => string);

/** One entry of a state dict. */
export interface StateDictEntry {
  /** Such as `3.branch.0.weight`. */
  name: string;
  /** In PyTorch. */
  shape: number[];
  /** The weight in the model. Absent: PyTorch counts batches here, which tfjs does not. */
  weight?: {
    layout: WeightLayout;
    read: () => Tensor;
    write: (value: Tensor) => void;
  };
}

/**
 * The state dict that a model would have in PyTorch, in PyTorch's order.
 *
 * @throws Error if a weight has no counterpart there, or two would have the same name
 */
export function stateDictEntries(model: LayersModel, names: ModuleNames): StateDictEntry[] {
  const images = flattenedImages(model);
  const entries = moduleNames(model, names).flatMap(([layer, module]): StateDictEntry[] => {
    const weights = layer.weights.map((weight): StateDictEntry => {
      const ours = weight.originalName.split('/').at(-1)!;
      const layout = weightLayout(ours, weight.shape as number[], images.get(layer));
      if (!layout) {
        throw new Error(
          `${ours} of layer "${layer.name}" (${layer.getClassName()}) has no known place in PyTorch`,
        );
      }
      return {
        name: inModule(module, layout.name),
        shape: layout.shape,
        weight: {
          layout,
          read: () => weight.read(),
          write: (value) => void weight.write(value),
        },
      };
    });
    const counter = { name: inModule(module, 'num_batches_tracked'), shape: [] };
    return layer.getClassName() === 'BatchNormalization' ? [...weights, counter] : weights;
  });
  const twice = entries.find(({ name }, index) => entries.findIndex((entry) => entry.name === name) < index);
  if (twice)
    throw new Error(`two weights of model "${model.name}" would be called ${JSON.stringify(twice.name)}`);
  return entries;
}

function moduleNames(model: LayersModel, names: ModuleNames): [layers.Layer, string][] {
  if (names === 'sequential') return [...sequentialNames(model)];
  const nameOf = names === 'layers' ? ({ name }: layers.Layer) => name : names;
  return model.layers.filter(({ weights }) => weights.length > 0).map((layer) => [layer, nameOf(layer)]);
}

function inModule(module: string, name: string): string {
  return module === '' ? name : `${module}.${name}`;
}
