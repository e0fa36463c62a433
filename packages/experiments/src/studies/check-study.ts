import { Ajv } from 'ajv';
import { ANALYSIS_NAME, STUDY_SCHEMA } from './study-schema.js';
import type { Study } from './define-study.js';

const matches = new Ajv({ verbose: true }).compile<Study>(STUDY_SCHEMA);

/**
 * Checks a study that may come from plain JavaScript.
 *
 * @throws TypeError naming the study, what is wrong with it and what was expected
 */
export function checkStudy(study: unknown): asserts study is Study {
  const fail = (what: string): never => {
    const id = (study as { id?: unknown } | null)?.id;
    throw new TypeError(`study ${JSON.stringify(id) ?? 'without an id'}: ${what}`);
  };
  if (!matches(study)) {
    const [{ instancePath, message, data, params }] = matches.errors!;
    const path = instancePath.slice(1).replaceAll('/', '.') || 'it';
    if ('missingProperty' in params) fail(`${path} has no ${params.missingProperty}`);
    if ('additionalProperty' in params)
      fail(`${path} has ${params.additionalProperty}, which is no part of it`);
    const allowed = 'allowedValues' in params ? ` (${(params.allowedValues as string[]).join(', ')})` : '';
    fail(`${path} ${message}${allowed}, but is ${JSON.stringify(data) ?? String(data)}`);
    return;
  }
  const lists = [study, ...Object.values(study.presets)];
  for (const { models = [], analyses = [] } of lists) {
    for (const { id, build } of models) mustBeFunction(build, `build of model "${id}"`);
    unique(
      models.map(({ id }) => id),
      'models',
    );
    for (const analysis of analyses) checkAnalysis(analysis);
    unique(
      analyses.map(({ name }) => name),
      'analyses',
    );
  }
  for (const { id, judge } of study.claims ?? []) mustBeFunction(judge, `judge of claim "${id}"`);
  unique(
    (study.claims ?? []).map(({ id }) => id),
    'claims',
  );
  for (const [name, { epochs, models = study.models }] of Object.entries(study.presets)) {
    if (epochs > 0 && models.length === 0)
      fail(`presets.${name} trains ${epochs} epochs, but models is empty`);
  }

  function checkAnalysis({ name, record, measure, show }: NonNullable<Study['analyses']>[number]): void {
    const expected = `analysis ${JSON.stringify(name)} must have`;
    if (!ANALYSIS_NAME.test(name))
      fail(`${expected} a name of letters and digits that begins with a small letter`);
    if ((record === undefined) === (measure === undefined)) fail(`${expected} either record or measure`);
    for (const part of [record, measure, show]) {
      if (part !== undefined) mustBeFunction(part, `a part of analysis "${name}"`);
    }
  }
  function mustBeFunction(value: unknown, what: string): void {
    if (typeof value !== 'function') fail(`${what} must be a function, but is ${JSON.stringify(value)}`);
  }
  function unique(names: string[], list: string): void {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) fail(`${list} names ${JSON.stringify(twice)} twice`);
  }
}
