import { argumentError } from '../argumentError.js';
import { checkFormat } from '../charts/checkFormat.js';
import { checkLanguage } from '../language.js';
import { BASES, VERDICTS } from './claims.js';
import { blockNumbers, type BlockNumbers } from './blockNumbers.js';
import type { Block, PageLink, Report } from './report.js';

/** Throws on the first thing in a report that cannot be rendered: where it is, its value, what was expected. */
export function checkReport(report: Report): void {
  if (typeof report !== 'object' || report === null) throw argumentError('report', report, 'a report');
  const ids = new Set<string>(['summary']);
  const { byId } = blockNumbers(report);
  checkText('report.title', report.title);
  if (report.subtitle !== undefined) checkText('report.subtitle', report.subtitle);
  if (report.footer !== undefined) checkText('report.footer', report.footer);
  if (report.lang !== undefined) checkLanguage('report.lang', report.lang);
  if (report.parent !== undefined) checkPage('report.parent', report.parent);
  checkArray('report.summary', report.summary, 'blocks');
  report.summary.forEach((block, i) => checkBlock(`report.summary[${i}]`, block, ids, byId));
  checkArray('report.sections', report.sections, 'sections');
  report.sections.forEach((section, i) => {
    const path = `report.sections[${i}]`;
    checkObject(path, section, 'a section');
    checkId(`${path}.id`, section.id, ids);
    checkText(`${path}.title`, section.title);
    if (section.page !== undefined) checkPage(`${path}.page`, section.page);
    checkArray(`${path}.blocks`, section.blocks, 'blocks');
    section.blocks.forEach((block, j) => checkBlock(`${path}.blocks[${j}]`, block, ids, byId));
  });
}

function checkBlock(path: string, block: Block, ids: Set<string>, byId: BlockNumbers['byId']): void {
  checkObject(path, block, 'a block');
  switch (block.kind) {
    case 'heading':
      if (block.id !== undefined) checkId(`${path}.id`, block.id, ids);
      return checkText(`${path}.text`, block.text);
    case 'paragraph':
      return checkInline(`${path}.text`, block.text);
    case 'list':
      checkArray(`${path}.items`, block.items, 'texts');
      return block.items.forEach((item, i) => checkInline(`${path}.items[${i}]`, item));
    case 'facts':
      checkArray(`${path}.facts`, block.facts, 'facts');
      return block.facts.forEach((fact, i) => {
        checkObject(`${path}.facts[${i}]`, fact, 'a fact: { label, value }');
        checkText(`${path}.facts[${i}].label`, fact.label);
        checkInline(`${path}.facts[${i}].value`, fact.value);
      });
    case 'table':
      if (block.id !== undefined) checkId(`${path}.id`, block.id, ids);
      if (block.caption !== undefined) checkInline(`${path}.caption`, block.caption);
      checkArray(`${path}.columns`, block.columns, 'columns');
      block.columns.forEach((column, i) => {
        checkObject(`${path}.columns[${i}]`, column, 'a column: { key, title }');
        checkText(`${path}.columns[${i}].key`, column.key);
        checkText(`${path}.columns[${i}].title`, column.title);
        if (column.align !== undefined && column.align !== 'left' && column.align !== 'right') {
          throw argumentError(`${path}.columns[${i}].align`, column.align, "'left' or 'right'");
        }
        if (column.format !== undefined) checkFormat(`${path}.columns[${i}].format`, column.format);
      });
      checkArray(`${path}.rows`, block.rows, 'rows');
      return block.rows.forEach((row, i) => checkObject(`${path}.rows[${i}]`, row, 'a row'));
    case 'figure':
      checkId(`${path}.id`, block.id, ids);
      checkInline(`${path}.caption`, block.caption);
      return checkObject(`${path}.spec`, block.spec, 'a Vega-Lite specification');
    case 'claims':
      checkArray(`${path}.claims`, block.claims, 'claims');
      return block.claims.forEach((claim, i) => {
        checkObject(`${path}.claims[${i}]`, claim, 'a claim');
        for (const field of ['id', 'section'] as const) {
          checkText(`${path}.claims[${i}].${field}`, claim[field]);
        }
        for (const field of ['statement', 'otherWords', 'why', 'figures'] as const) {
          if (claim[field] === undefined && (field === 'otherWords' || field === 'figures')) continue;
          checkInline(`${path}.claims[${i}].${field}`, claim[field]);
        }
        if (claim.basis !== undefined && !BASES.includes(claim.basis))
          throw argumentError(`${path}.claims[${i}].basis`, claim.basis, `one of ${BASES.join(', ')}`);
        if (claim.shownIn !== undefined) {
          checkArray(`${path}.claims[${i}].shownIn`, claim.shownIn, 'ids');
          claim.shownIn.forEach((id, j) => {
            if (!byId.has(id))
              throw argumentError(
                `${path}.claims[${i}].shownIn[${j}]`,
                id,
                'the id of a figure or table of the report',
              );
          });
        }
        if (!VERDICTS.includes(claim.verdict)) {
          throw argumentError(`${path}.claims[${i}].verdict`, claim.verdict, `one of ${VERDICTS.join(', ')}`);
        }
      });
    default:
      throw argumentError(
        `${path}.kind`,
        (block as { kind: unknown }).kind,
        'one of heading, paragraph, list, facts, table, figure, claims',
      );
  }
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw argumentError(name, value, 'a text');
}

/** A text, one that says its language, or several of them. */
function checkInline(name: string, value: unknown): void {
  if (Array.isArray(value)) return value.forEach((part, i) => checkInline(`${name}[${i}]`, part));
  if (typeof value !== 'object' || value === null) return checkText(name, value);
  const { text, lang } = value as { text: unknown; lang: unknown };
  checkText(`${name}.text`, text);
  if (typeof lang !== 'string' || !/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/iu.test(lang)) {
    throw argumentError(`${name}.lang`, lang, 'the code of a language, such as en');
  }
}

function checkPage(name: string, page: PageLink): void {
  checkObject(name, page, 'a page: { title, href }');
  checkText(`${name}.title`, page.title);
  if (typeof page.href !== 'string' || !/^[\w-][\w.-]*\.html$/u.test(page.href)) {
    throw argumentError(`${name}.href`, page.href, 'the name of an .html file');
  }
}

function checkArray(name: string, value: unknown, of: string): void {
  if (!Array.isArray(value)) throw argumentError(name, value, `an array of ${of}`);
}

function checkObject(name: string, value: unknown, expected: string): void {
  if (typeof value !== 'object' || value === null) throw argumentError(name, value, expected);
}

function checkId(name: string, id: unknown, ids: Set<string>): void {
  if (typeof id !== 'string' || !/^[a-z][\w.-]*$/iu.test(id)) {
    throw argumentError(name, id, "an id of letters, digits, '-', '_' and '.', beginning with a letter");
  }
  if (ids.has(id)) throw argumentError(name, id, 'an id that occurs once in the report');
  ids.add(id);
}
