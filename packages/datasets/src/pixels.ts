import type { Placement } from './augmentation.js';
import type { ImageShape, Normalization, Split } from './dataset.js';

/** For each channel, the normalised value of each of the 256 pixel values, rounded to float32 where PyTorch rounds. */
export function normalizationTables({ mean, std }: Normalization, channels: number): Float32Array[] {
  for (const [name, values] of Object.entries({ mean, std })) {
    if (values.length !== channels) {
      throw new Error(
        `normalization.${name} has ${values.length} values; expected ${channels}, one per channel.`,
      );
    }
  }
  const { fround } = Math;
  return Array.from({ length: channels }, (_, channel) => {
    const center = mean[channel];
    const spread = std[channel];
    if (!Number.isFinite(center)) {
      throw new Error(`normalization.mean[${channel}] is ${center}; expected a finite number.`);
    }
    if (!(spread > 0 && Number.isFinite(spread))) {
      throw new Error(`normalization.std[${channel}] is ${spread}; expected a finite number above 0.`);
    }
    return Float32Array.from({ length: 256 }, (_, pixel) => {
      return fround(fround(pixel / 255) - fround(center)) / fround(spread);
    });
  });
}

/**
 * The chosen images, each placed as `placementOf` its number in the split says, as normalised values
 * `[chosen.length, height, width, channels]`. What a placement shows from outside the image is black.
 */
export function normalizedPixels(
  { images }: Split,
  chosen: Uint32Array,
  [height, width, channels]: ImageShape,
  tables: Float32Array[],
  placementOf: (image: number) => Placement,
): Float32Array {
  const length = height * width * channels;
  // A new array for each batch: tfjs keeps it without a copy, and a clone of the tensor may outlive the batch.
  const values = new Float32Array(chosen.length * length);
  for (let index = 0; index < chosen.length; index++) {
    const start = chosen[index] * length;
    const to = index * length;
    const { down, right, flipped } = placementOf(chosen[index]);
    for (let channel = 0; channel < channels; channel++) {
      const table = tables[channel];
      const run = (target: number, step: number, first: number, count: number): void => {
        let at = to + target * channels + channel;
        let from = start + first * channels + channel;
        for (const end = from + count * channels; from < end; from += channels) {
          values[at] = table[images[from]];
          at += step;
        }
      };
      if (down === 0 && right === 0 && !flipped) {
        run(0, channels, 0, height * width);
        continue;
      }
      for (let at = to + channel; at < to + length; at += channels) values[at] = table[0];
      const left = Math.max(0, -right);
      const shown = Math.min(width, width - right) - left;
      const step = flipped ? -channels : channels;
      for (let row = Math.max(0, -down); row < Math.min(height, height - down); row++) {
        const target = row * width + (flipped ? width - 1 - left : left);
        run(target, step, (row + down) * width + left + right, shown);
      }
    }
  }
  return values;
}
