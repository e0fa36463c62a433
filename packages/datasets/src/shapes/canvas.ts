/** Red, green and blue, 0 to 1. */
export type Color = [number, number, number];

/** A square picture in colour, channels last, values from 0 to 1. */
export interface Canvas {
  size: number;
  values: Float64Array;
}

/**
 * Paints over the pixels within `reach` of the middle (in pixels; pixel centres lie at whole numbers).
 *
 * @param distance How far a point, given from the middle, lies outside the edge, in pixels; edges fade over one pixel.
 * @param color The colour at a point, likewise; it is used at once and may be one array, changed from call to call.
 */
export function paint(
  { size, values }: Canvas,
  [middleX, middleY]: readonly [number, number],
  reach: number,
  distance: (x: number, y: number) => number,
  color: (x: number, y: number) => Color,
): void {
  const first = (middle: number): number => Math.max(0, Math.ceil(middle - reach));
  const last = (middle: number): number => Math.min(size - 1, Math.floor(middle + reach));
  for (let row = first(middleY); row <= last(middleY); row++) {
    for (let column = first(middleX); column <= last(middleX); column++) {
      const x = column - middleX;
      const y = row - middleY;
      const covered = Math.min(1, 0.5 - distance(x, y));
      if (covered <= 0) continue;
      const paintColor = color(x, y);
      const at = 3 * (row * size + column);
      for (let channel = 0; channel < 3; channel++) {
        values[at + channel] += covered * (paintColor[channel] - values[at + channel]);
      }
    }
  }
}
