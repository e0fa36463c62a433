/** Names under which results keep entries. */
export const ANALYSIS_NAME = /^[a-z][A-Za-z0-9]*$/;

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const seed = { type: 'integer', minimum: 0, maximum: 2 ** 32 - 1 } as const;
const size = { type: 'integer', minimum: 1 } as const;

const model = {
  type: 'object',
  required: ['id', 'title', 'inputShape', 'build', 'layersSummary'],
  properties: {
    id: text,
    title: text,
    inputShape: { type: 'array', minItems: 3, maxItems: 3, items: size },
    layersSummary: text,
    reconstructed: text,
    augment: { type: 'object' },
  },
} as const;

/** Functions are no JSON; what must be one is checked beside the schema. */
const analysis = { type: 'object', required: ['name'], properties: { name: text } } as const;

const data = {
  type: 'object',
  required: ['kind'],
  properties: {
    kind: { enum: ['mnist', 'cifar-10', 'synthetic-digits', 'synthetic-shapes'] },
    trainSize: size,
    testSize: size,
    seed,
  },
  if: { properties: { kind: { enum: ['synthetic-digits', 'synthetic-shapes'] } } },
  then: { required: ['trainSize', 'testSize', 'seed'] },
  additionalProperties: false,
} as const;

const preset = {
  type: 'object',
  required: ['data', 'epochs'],
  additionalProperties: false,
  properties: {
    data,
    epochs: { type: 'integer', minimum: 0 },
    batchSize: size,
    learningRate: { type: 'number', exclusiveMinimum: 0 },
    seeds: { type: 'array', minItems: 1, uniqueItems: true, items: seed },
    models: { type: 'array', minItems: 1, items: model },
    analyses: { type: 'array', items: analysis },
  },
} as const;

/** The JSON Schema of what a study is made of, but for its functions. */
export const STUDY_SCHEMA = {
  type: 'object',
  required: ['id', 'title', 'question', 'models', 'presets'],
  additionalProperties: false,
  properties: {
    // `index` is the report's own page.
    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', not: { const: 'index' } },
    section: text,
    title: text,
    question: text,
    models: { type: 'array', items: model },
    presets: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: { quick: preset, document: preset, matched: preset },
    },
    reconstructed: texts,
    notControlled: texts,
    translations: { type: 'object' },
    analyses: { type: 'array', items: analysis },
    claims: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'statement', 'judge'],
        properties: {
          id: text,
          section: text,
          statement: text,
          original: text,
          kind: { enum: ['measured', 'proxy', 'construction'] },
        },
      },
    },
  },
} as const;
