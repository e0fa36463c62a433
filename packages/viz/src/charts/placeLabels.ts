/** A point in pixels and the lines that name it. */
export interface LabelledPoint {
  x: number;
  y: number;
  lines: string[];
}

/** Where the middle of a label's first line begins, from its point, and how its lines are aligned. */
export interface LabelPlace {
  dx: number;
  dy: number;
  align: 'left' | 'right' | 'center';
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const CHARACTER = 0.62 * 11;
const LINE = 14;
const GAP = 9;
const DOT = 7;

/**
 * Places labels beside their points: of eight places each label in turn takes the one that covers the least of other
 * points, earlier labels and what lies outside the frame.
 */
export function placeLabels(points: LabelledPoint[], width: number, height: number): LabelPlace[] {
  const taken = points.map(({ x, y }): Box => ({
    left: x - DOT,
    right: x + DOT,
    top: y - DOT,
    bottom: y + DOT,
  }));
  return points.map((point, i) => {
    const candidates = placesOf(point.lines.length).map((place) => {
      const box = boxOf(point, place);
      const covered = taken.reduce((sum, other, j) => sum + (i === j ? 0 : overlap(box, other)), 0);
      const outside =
        Math.max(0, -box.left) +
        Math.max(0, box.right - width) +
        Math.max(0, -box.top) +
        Math.max(0, box.bottom - height);
      return { place, box, cost: covered + 20 * outside };
    });
    const best = candidates.reduce((least, next) => (next.cost < least.cost ? next : least));
    taken.push(best.box);
    return best.place;
  });
}

function placesOf(lines: number): LabelPlace[] {
  const middle = ((1 - lines) * LINE) / 2;
  const above = -GAP - LINE / 2 - (lines - 1) * LINE;
  const below = GAP + LINE / 2;
  return [
    { dx: GAP, dy: middle, align: 'left' },
    { dx: -GAP, dy: middle, align: 'right' },
    { dx: 0, dy: above, align: 'center' },
    { dx: 0, dy: below, align: 'center' },
    { dx: GAP - 3, dy: above + 3, align: 'left' },
    { dx: GAP - 3, dy: below - 3, align: 'left' },
    { dx: -GAP + 3, dy: above + 3, align: 'right' },
    { dx: -GAP + 3, dy: below - 3, align: 'right' },
  ];
}

function boxOf({ x, y, lines }: LabelledPoint, { dx, dy, align }: LabelPlace): Box {
  const width = Math.max(...lines.map((line) => line.length)) * CHARACTER;
  const left = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
  const top = y + dy - LINE / 2;
  return { left, right: left + width, top, bottom: top + lines.length * LINE };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
