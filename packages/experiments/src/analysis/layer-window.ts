import type { layers } from '@tensorflow/tfjs-layers';

/** How a layer looks at its input: one output position sees `reach` + 1 positions, the next one `stride` further on. */
export interface LayerWindow {
  reach: number;
  stride: number;
  /** Positions of padding before the first row. */
  before: number;
}

interface Windowed {
  kernelSize?: number | number[];
  poolSize?: number | number[];
  strides?: number | number[];
  dilationRate?: number | number[];
  padding?: string | number[][];
}

/**
 * The window of a convolution or pooling along the rows; windows are taken to be square. A layer that treats
 * positions one by one, with or without zeros around them, has a window of 1.
 *
 * @returns undefined for layers without a map of features, and those that see all of their input or enlarge it
 */
export function layerWindow(layer: layers.Layer): LayerWindow | undefined {
  const [input] = [layer.input].flat();
  const output = layer.outputShape as (number | null)[];
  if (output.length !== 4 || layer.getClassName() === 'Conv2DTranspose') return undefined;
  const { kernelSize, poolSize, strides, dilationRate, padding } = layer as unknown as Windowed;
  const size = first(kernelSize ?? poolSize);
  if (size !== undefined) {
    const stride = first(strides) ?? 1;
    const reach = (size - 1) * (first(dilationRate) ?? 1);
    const [rows, seen] = [output[1], input.shape[1]];
    // The zeros that these sizes need, of which tfjs puts the smaller half first; of an open size, those of a multiple of the stride.
    const zeros =
      rows === null || seen === null
        ? padding === 'valid'
          ? 0
          : reach + 1 - stride
        : (rows - 1) * stride + reach + 1 - seen;
    return { reach, stride, before: Math.floor(Math.max(0, zeros) / 2) };
  }
  const around = Array.isArray(padding) ? padding : [];
  const keepsPositions = [1, 2].every((axis) => {
    const [before, after] = around[axis - 1] ?? [0, 0];
    const side = input.shape[axis];
    return output[axis] === (side === null ? null : side + before + after);
  });
  return keepsPositions ? { reach: 0, stride: 1, before: around[0]?.[0] ?? 0 } : undefined;
}

function first(sizes: number | number[] | undefined): number | undefined {
  return Array.isArray(sizes) ? sizes[0] : sizes;
}
