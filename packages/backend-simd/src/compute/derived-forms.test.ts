import { expect, it } from 'vitest';

import { Memory } from '../memory.js';
import { DerivedForms } from './derived-forms.js';

function setUp(limit?: number) {
  const memory = new Memory({ shared: false });
  const forms = new DerivedForms(memory, limit);
  let made = 0;
  const use = (source: number, key = 'packed') => {
    let seen = NaN;
    forms.use(
      source,
      key,
      400,
      (form) => (memory.f32(form, 1)[0] = ++made),
      (form) => (seen = memory.f32(form, 1)[0]),
    );
    return seen;
  };
  return { memory, use };
}

it('keeps a form from its second use on, as long as what it was made from', () => {
  const { memory, use } = setUp();
  const before = memory.bytesInUse;
  const source = memory.allocate(100);
  const alone = memory.bytesInUse;
  expect(use(source)).toBe(1);
  expect(memory.bytesInUse).toBe(alone);
  expect([use(source), use(source), use(source)]).toEqual([2, 2, 2]);
  expect(use(source, 'another')).toBe(3);
  expect(memory.bytesInUse).toBeGreaterThan(alone);
  memory.free(source);
  expect(memory.bytesInUse).toBe(before);
  // What comes to lie in the same place is something else.
  expect(memory.allocate(100)).toBe(source);
  expect(use(source)).toBe(4);
});

it('keeps forms of forms', () => {
  const memory = new Memory({ shared: false });
  const forms = new DerivedForms(memory);
  const before = memory.bytesInUse;
  const source = memory.allocate(100);
  const made = { first: 0, second: 0 };
  const run = () =>
    forms.use(
      source,
      'first',
      200,
      () => void made.first++,
      (first) =>
        forms.use(
          first,
          'second',
          300,
          () => void made.second++,
          () => {},
        ),
    );
  for (let i = 0; i < 6; i++) run();
  expect(made).toEqual({ first: 2, second: 3 });
  memory.free(source);
  expect(memory.bytesInUse).toBe(before);
});

it('holds no more than its limit', () => {
  const { memory, use } = setUp(500);
  const sources = [1, 2, 3].map(() => memory.allocate(100));
  const before = memory.bytesInUse;
  for (let i = 0; i < 3; i++) for (const source of sources) use(source);
  const held = memory.bytesInUse - before;
  expect(held).toBeGreaterThanOrEqual(400);
  expect(held).toBeLessThan(800);
  memory.free(sources[0]);
  expect(memory.bytesInUse).toBeLessThan(before);
});
