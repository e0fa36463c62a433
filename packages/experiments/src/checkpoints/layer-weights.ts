import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A weight under a name that is the same in every process: tfjs numbers layers as they are made. */
export interface NamedWeight {
  /** Position of the layer in the model, position of the weight in the layer, and what it is: `3.0.kernel`. */
  name: string;
  read: () => Tensor;
  /** Copies a value in. */
  write: (value: Tensor) => void;
}

/** All weights of a model, moving averages included, in the model's order. */
export function namedWeights(model: LayersModel): NamedWeight[] {
  return model.layers.flatMap((layer, position) =>
    layer.weights.map((weight, index) => ({
      name: `${position}.${index}.${weight.originalName.split('/').at(-1)}`,
      read: () => weight.read(),
      write: (value: Tensor) => void weight.write(value),
    })),
  );
}
