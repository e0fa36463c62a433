import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import * as checks from './checks.js';
import type { LayerSubject } from './layer-subject.js';
import { testLayer } from './test-layer.js';

/** Multiplies by a factor; each subclass below gets one thing wrong. */
class Scale extends layers.Layer {
  static readonly className: string = 'TestKitScale';
  readonly factor: number;

  constructor(config: { factor?: number; name?: string } = {}) {
    super(config);
    this.factor = config.factor ?? 1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => tf.mul(x, this.factor));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor };
  }
}
tf.serialization.registerClass(Scale);

class WrongShape extends Scale {
  static override readonly className = 'TestKitWrongShape';
  override computeOutputShape([batch]: number[]): number[] {
    return [batch, 5];
  }
}

class FixedBatch extends Scale {
  static override readonly className = 'TestKitFixedBatch';
  override computeOutputShape(): number[] {
    return [3, 4];
  }
}

class ForgetsOption extends Scale {
  static override readonly className = 'TestKitForgetsOption';
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: 1 };
  }
}
tf.serialization.registerClass(ForgetsOption);

class WrongGradient extends Scale {
  static override readonly className = 'TestKitWrongGradient';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const square = tf.customGrad((x) => {
      return { value: tf.square(x as tf.Tensor), gradFunc: (dy) => tf.mul(dy, 2) };
    });
    return square(Array.isArray(inputs) ? inputs[0] : inputs);
  }
}

class NoGradient extends Scale {
  static override readonly className = 'TestKitNoGradient';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tensor(x.dataSync(), x.shape);
  }
}

class Leaks extends Scale {
  static override readonly className = 'TestKitLeaks';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    tf.keep(tf.scalar(1));
    return super.call(inputs);
  }
}

class DiffersOnSimd extends Scale {
  static override readonly className = 'TestKitDiffersOnSimd';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.mul(super.call(inputs), tf.getBackend() === 'simd' ? 1.001 : 1));
  }
}

function subject(create: () => layers.Layer): LayerSubject {
  return { create, inputShapes: [[4]] };
}

describe('the kit, on a layer that is right', () => {
  testLayer({ create: () => new Scale({ factor: 2 }), inputShapes: [[4], [3, 2, 2]] });
});

describe('the kit finds', () => {
  it('an inferred shape that is not the real one', async () => {
    await expect(checks.checkShapes(subject(() => new WrongShape()))).rejects.toThrow(
      'The input [1,4] gives [1,4], but the layer inferred [1,5].',
    );
  });

  it('a batch size that is not left open', async () => {
    await expect(checks.checkShapes(subject(() => new FixedBatch()))).rejects.toThrow(
      'An unknown batch size became 3.',
    );
  });

  it('an option that the config forgets', async () => {
    const forgetful = subject(() => new ForgetsOption({ factor: 3 }));
    await expect(checks.checkConfig(forgetful)).rejects.toThrow(/made from the config .* instead of/);
    await expect(checks.checkSaving(forgetful)).rejects.toThrow(/loaded layer .* instead of/);
  });

  it('a wrong gradient', async () => {
    const wrong = checks.checkGradients(subject(() => new WrongGradient()));
    await expect(wrong).rejects.toThrow(/The gradient of the input .*: element \d is .* instead of/);
  });

  it('a gradient that is missing', async () => {
    const missing = checks.checkGradients(subject(() => new NoGradient()));
    await expect(missing).rejects.toThrow(/connection/);
  });

  it('a leak', async () => {
    await expect(checks.checkMemory(subject(() => new Leaks()))).rejects.toThrow(/left \d+ tensors behind/);
  });

  it('a difference between backends', async () => {
    const differs = checks.checkSimd(subject(() => new DiffersOnSimd()));
    await expect(differs).rejects.toThrow(/The output on simd/);
  });
});
