import type { Point } from './glyphs.js';

/** Straight pieces per interval between two points of a stroke. */
const PIECES = 6;

/**
 * The line of a pen through the given points: a uniform Catmull-Rom spline, cut into short straight pieces.
 * It needs sums and products only, so that every JavaScript engine computes the same.
 */
export function smoothLine(points: readonly Point[]): Point[] {
  const line: Point[] = [points[0]];
  for (let from = 0; from + 1 < points.length; from++) {
    const start = points[from];
    const end = points[from + 1];
    const before = points[from - 1] ?? start;
    const after = points[from + 2] ?? end;
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      line.push([
        catmullRom(before[0], start[0], end[0], after[0], t),
        catmullRom(before[1], start[1], end[1], after[1], t),
      ]);
    }
  }
  return line;
}

function catmullRom(before: number, start: number, end: number, after: number, t: number): number {
  const slope = end - before;
  const square = 2 * before - 5 * start + 4 * end - after;
  const cube = 3 * start - before - 3 * end + after;
  return start + 0.5 * t * (slope + t * (square + t * cube));
}

/** A square grey picture; each value is the part of the pixel that is covered with ink, 0 to 1. */
export interface Canvas {
  size: number;
  ink: Float64Array;
}

/**
 * Draws the straight piece from `start` to `end` (in pixels; pixel centres lie at whole numbers) with a round pen whose
 * radius goes from `startRadius` to `endRadius`. The edge fades over `softness` pixels. Ink does not add up where lines cross.
 */
export function drawPiece(
  { size, ink }: Canvas,
  start: Point,
  end: Point,
  startRadius: number,
  endRadius: number,
  softness: number,
): void {
  const reach = Math.max(startRadius, endRadius) + softness / 2;
  const left = Math.max(0, Math.ceil(Math.min(start[0], end[0]) - reach));
  const right = Math.min(size - 1, Math.floor(Math.max(start[0], end[0]) + reach));
  const top = Math.max(0, Math.ceil(Math.min(start[1], end[1]) - reach));
  const bottom = Math.min(size - 1, Math.floor(Math.max(start[1], end[1]) + reach));
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  const lengthSquared = dx * dx + dy * dy;

  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const fromX = x - start[0];
      const fromY = y - start[1];
      const along = lengthSquared > 0 ? (fromX * dx + fromY * dy) / lengthSquared : 0;
      const t = Math.min(1, Math.max(0, along));
      const offX = fromX - t * dx;
      const offY = fromY - t * dy;
      const radius = startRadius + t * (endRadius - startRadius);
      const covered = (radius - Math.sqrt(offX * offX + offY * offY)) / softness + 0.5;
      const at = y * size + x;
      if (covered > ink[at]) ink[at] = Math.min(1, covered);
    }
  }
}
