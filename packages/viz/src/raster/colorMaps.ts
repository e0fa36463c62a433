/**
 * How the numbers of a raster of one channel become colours. `gray`: black to white. `signed`: blue below zero, white
 * at zero, orange above, for weights. `heat`: dark to bright in hue and lightness, for activations and gradients.
 */
export type ColorMap = 'gray' | 'signed' | 'heat';

type Rgb = readonly [number, number, number];

/**
 * Colours that are passed through in equal steps. `heat` follows the way of viridis (S. van der Walt and N. Smith,
 * https://bids.github.io/colormap/): lightness grows evenly and colour-blind people see it grow.
 */
const STOPS: Record<ColorMap, readonly Rgb[]> = {
  gray: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  signed: [
    [5, 48, 97],
    [67, 147, 195],
    [247, 247, 247],
    [224, 130, 62],
    [120, 45, 6],
  ],
  heat: [
    [68, 1, 84],
    [59, 82, 139],
    [33, 145, 140],
    [94, 201, 98],
    [253, 231, 37],
  ],
};

/** Pixels that are not finite stand out from every map. */
export const NOT_FINITE: Rgb = [255, 0, 255];

/** The names of the maps. */
export const COLOR_MAPS = Object.keys(STOPS) as ColorMap[];

/**
 * The colour at a place of a map.
 *
 * @param place 0 to 1; what lies outside is taken as the nearer end
 */
export function colorAt(map: ColorMap, place: number): Rgb {
  const stops = STOPS[map];
  const scaled = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(scaled));
  const part = scaled - below;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(stops[below][channel] * (1 - part) + stops[below + 1][channel] * part);
  return [mix(0), mix(1), mix(2)];
}
