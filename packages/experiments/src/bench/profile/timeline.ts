/** A stretch of time that belongs to one row of a profile. */
export interface Segment<Row> {
  row: Row;
  start: number;
  end: number;
}

/**
 * Cuts the time between its creation and `stop` into segments without gaps: nested work belongs to the innermost
 * row, and the row around it goes on when it is done.
 */
export class Timeline<Row> {
  readonly segments: Segment<Row>[] = [];
  /** How often each row was entered. */
  readonly calls = new Map<Row, number>();
  private readonly stack: Row[];
  private since: number;

  /**
   * @param base - the row of everything that is in no other
   * @param now - the clock, in milliseconds
   */
  constructor(
    base: Row,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.stack = [base];
    this.since = now();
  }

  /** Runs `work` as part of a row. */
  within<T>(row: Row, work: () => T): T {
    this.count(row);
    this.cut(this.now());
    this.stack.push(row);
    try {
      return work();
    } finally {
      this.cut(this.now());
      this.stack.pop();
    }
  }

  /** Says that the last `milliseconds`, in which nothing else was heard, belong to a row. */
  ended(row: Row, milliseconds: number): void {
    this.count(row);
    const now = this.now();
    this.cut(Math.max(this.since, now - milliseconds));
    this.stack.push(row);
    this.cut(now);
    this.stack.pop();
  }

  /** Forgets everything and begins anew. */
  restart(): void {
    this.segments.length = 0;
    this.calls.clear();
    this.since = this.now();
  }

  stop(): void {
    this.cut(this.now());
  }

  private count(row: Row): void {
    this.calls.set(row, (this.calls.get(row) ?? 0) + 1);
  }

  private cut(end: number): void {
    if (end > this.since) this.segments.push({ row: this.stack.at(-1)!, start: this.since, end });
    this.since = end;
  }
}

/**
 * Milliseconds by row. Pauses, each of which may lie across several segments, are taken out of the rows that they
 * fell into.
 *
 * @param pauses - in the order of time, not overlapping
 */
export function sumByRow<Row>(
  segments: readonly Segment<Row>[],
  pauses: readonly { start: number; end: number }[] = [],
): Map<Row, number> {
  const sums = new Map<Row, number>();
  let first = 0;
  for (const { row, start, end } of segments) {
    while (first < pauses.length && pauses[first].end <= start) first++;
    let paused = 0;
    for (let i = first; i < pauses.length && pauses[i].start < end; i++) {
      paused += Math.min(end, pauses[i].end) - Math.max(start, pauses[i].start);
    }
    sums.set(row, (sums.get(row) ?? 0) + end - start - paused);
  }
  return sums;
}
