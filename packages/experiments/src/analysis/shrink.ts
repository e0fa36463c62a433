import type { Plane } from './plane.js';

/**
 * A plane at a lower resolution: each position is the mean of the cell that it covers. Cell i of n covers floor(i size / n)
 * up to ceil((i + 1) size / n), as in PyTorch's adaptive average pooling.
 *
 * @param size - [height, width], not larger than those of the plane
 */
export function shrink(plane: Plane, [height, width]: readonly [number, number]): Plane {
  if (height > plane.height || width > plane.width) {
    throw new RangeError(
      `shrink: size must be at most [${plane.height},${plane.width}], but is [${height},${width}].`,
    );
  }
  if (height === plane.height && width === plane.width) return plane;
  const values = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const [top, bottom] = cell(row, height, plane.height);
    for (let column = 0; column < width; column++) {
      const [left, right] = cell(column, width, plane.width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += plane.values[y * plane.width + x];
      }
      values[row * width + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return { width, height, values };
}

function cell(index: number, cells: number, size: number): [from: number, to: number] {
  return [Math.floor((index * size) / cells), Math.ceil(((index + 1) * size) / cells)];
}
