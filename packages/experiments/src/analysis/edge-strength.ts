import type { Plane } from './plane.js';

/**
 * How steep a picture is at every position: the length of its gradient by Sobel's 3x3 operator. Beyond its border a
 * picture goes on as it ends.
 */
export function edgeStrength({ width, height, values }: Plane): Plane {
  const edges = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    const [above, row, below] = [Math.max(0, y - 1), y, Math.min(height - 1, y + 1)].map((at) => at * width);
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const across =
        values[above + right] -
        values[above + left] +
        2 * (values[row + right] - values[row + left]) +
        values[below + right] -
        values[below + left];
      const down =
        values[below + left] -
        values[above + left] +
        2 * (values[below + x] - values[above + x]) +
        values[below + right] -
        values[above + right];
      edges[row + x] = Math.hypot(across, down);
    }
  }
  return { width, height, values: edges };
}
