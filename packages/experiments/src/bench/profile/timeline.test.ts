import { describe, expect, it } from 'vitest';
import { sumByRow, Timeline } from './timeline.js';

/** A timeline whose clock is moved by hand. */
function timeline() {
  let time = 0;
  return {
    timeline: new Timeline('rest', () => time),
    pass: (milliseconds: number) => void (time += milliseconds),
  };
}

describe('Timeline', () => {
  it('gives time to the innermost row, without gaps', () => {
    const { timeline: line, pass } = timeline();
    pass(1);
    const result = line.within('kernel', () => {
      pass(2);
      line.within('inner', () => pass(4));
      pass(8);
      return 'done';
    });
    pass(16);
    line.stop();
    expect(result).toBe('done');
    expect(sumByRow(line.segments)).toEqual(
      new Map([
        ['rest', 17],
        ['kernel', 10],
        ['inner', 4],
      ]),
    );
    expect(line.calls).toEqual(
      new Map([
        ['kernel', 1],
        ['inner', 1],
      ]),
    );
  });

  it('takes what is reported when it is over', () => {
    const { timeline: line, pass } = timeline();
    line.within('kernel', () => {
      pass(5);
      line.ended('program', 3);
      pass(1);
    });
    line.stop();
    expect(Object.fromEntries(sumByRow(line.segments))).toEqual({ kernel: 3, program: 3 });
  });

  it('never takes more than there has been since the last report', () => {
    const { timeline: line, pass } = timeline();
    pass(2);
    line.ended('one', 2);
    pass(1);
    line.ended('two', 1.5);
    line.stop();
    expect(Object.fromEntries(sumByRow(line.segments))).toEqual({ one: 2, two: 1 });
  });

  it('goes on after a row that throws', () => {
    const { timeline: line, pass } = timeline();
    expect(() =>
      line.within('kernel', () => {
        pass(2);
        throw new Error('no memory');
      }),
    ).toThrow('no memory');
    pass(1);
    line.stop();
    expect(Object.fromEntries(sumByRow(line.segments))).toEqual({ kernel: 2, rest: 1 });
  });
});

describe('sumByRow', () => {
  const segments = [
    { row: 'a', start: 0, end: 10 },
    { row: 'b', start: 10, end: 20 },
    { row: 'a', start: 20, end: 30 },
  ];

  it.each<[string, [number, number][], Record<string, number>]>([
    ['none', [], { a: 20, b: 10 }],
    ['within one segment', [[2, 5]], { a: 17, b: 10 }],
    ['over several', [[8, 21]], { a: 17, b: 0 }],
    [
      'two in one, one outside',
      [
        [-5, -1],
        [11, 12],
        [13, 15],
      ],
      { a: 20, b: 7 },
    ],
  ])('leaves pauses out: %s', (_, pauses, sums) => {
    const list = pauses.map(([start, end]) => ({ start, end }));
    expect(Object.fromEntries(sumByRow(segments, list))).toEqual(sums);
  });
});
