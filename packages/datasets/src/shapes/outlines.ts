/** A shape around 0, 0 of area close to pi. */
export interface Outline {
  name: string;
  /** How far it reaches from its middle. */
  reach: number;
  /** Distance of a point from its edge, negative inside; near the edge exact but for sharp corners. */
  distance: (x: number, y: number) => number;
}

const SQUARE_HALF = 0.886;
const TRIANGLE_RADIUS = 1.555;
const CROSS_LENGTH = 1.15;
const CROSS_WIDTH = 0.4;
const RING_MIDDLE = 0.85;
const RING_HALF_WIDTH = 0.3;
const HALF_ROOT_OF_3 = Math.sqrt(3) / 2;

function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
}

function fromMiddle(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

export const OUTLINES: readonly Outline[] = [
  { name: 'disc', reach: 1, distance: (x, y) => fromMiddle(x, y) - 1 },
  {
    name: 'square',
    reach: SQUARE_HALF * Math.SQRT2,
    distance: (x, y) => box(x, y, SQUARE_HALF, SQUARE_HALF),
  },
  {
    name: 'triangle',
    reach: TRIANGLE_RADIUS,
    distance: (x, y) => Math.max(y, HALF_ROOT_OF_3 * Math.abs(x) - y / 2) - TRIANGLE_RADIUS / 2,
  },
  {
    name: 'cross',
    reach: CROSS_LENGTH,
    distance: (x, y) => Math.min(box(x, y, CROSS_LENGTH, CROSS_WIDTH), box(x, y, CROSS_WIDTH, CROSS_LENGTH)),
  },
  {
    name: 'ring',
    reach: RING_MIDDLE + RING_HALF_WIDTH,
    distance: (x, y) => Math.abs(fromMiddle(x, y) - RING_MIDDLE) - RING_HALF_WIDTH,
  },
];
