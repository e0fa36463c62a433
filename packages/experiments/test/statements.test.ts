import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { packagePath } from '../src/package-path.js';
import { studies } from '../src/studies/index.js';

it('docs/statements.md lists every claim once', async () => {
  const text = await readFile(packagePath('../../docs/statements.md'), 'utf8');
  const rows = [...text.matchAll(/^\| .*? \| +`([a-z0-9-]+)` +\| (measured|proxy|construction) +\|$/gm)];
  const listed = rows.map(([, id, kind]) => ({ id, kind }));
  const built = studies.flatMap(({ claims = [] }) =>
    claims.map(({ id, kind = 'measured' }) => ({ id, kind })),
  );
  // Not in one order: a statement of the conclusion may belong to any study.
  expect(new Set(listed)).toEqual(new Set(built));
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);

  const ofKind = (kind: string) => listed.filter((row) => row.kind === kind).length;
  const repeated = [...text.matchAll(/^\| .*? \| as `([a-z0-9-]+)`/gm)].map(([, id]) => id);
  expect(repeated.filter((id) => !listed.some((row) => row.id === id))).toEqual([]);
  const undecided = [...text.matchAll(/^\| .*? \| none: /gm)].length;
  expect(text).toContain(
    `${listed.length} claims: ${ofKind('measured')} measured, ${ofKind('proxy')} by proxy, ` +
      `${ofKind('construction')} by construction. ${repeated.length} statements repeat an earlier one, ` +
      `${undecided} no result can decide.`,
  );
});
