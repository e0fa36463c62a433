import type { Block, Language, TextPart } from '@convstudy/viz';
import { studyConclusions } from './conclusions.js';
import { dataName, dataTitle } from './data-name.js';
import { markForeign } from './foreign-texts.js';
import { findings } from './findings.js';
import { count } from './numbers.js';
import type { ReportContext } from './report-context.js';
import type { StudyPart } from './study-part.js';
import { summarizeModels } from './summarize-models.js';
import { reportWords } from './words/index.js';

/**
 * A study as the report tells it: question, set-up, results, evidence, conclusion, and what it does not settle.
 *
 * @param concluded - whether the conclusion stands elsewhere in the report already
 */
export function studySection(part: StudyPart, context: ReportContext, concluded: boolean): Block[] {
  const { lang } = context;
  const { headings } = reportWords[lang];
  const under = (heading: string, blocks: Block[]): Block[] =>
    blocks.length > 0 ? [{ kind: 'heading', text: heading }, ...blocks] : [];
  return [
    ...under(headings.question, question(part)),
    ...under(headings.setUp, setUp(part, lang)),
    ...under(headings.results, [...(concluded ? [] : dataNotes(part, lang)), ...results(part, lang)]),
    ...under(
      headings.evidence,
      part.evidence.map((block) => markForeign(block, lang)),
    ),
    ...(concluded ? [] : under(headings.conclusion, studyConclusions(part.study, context))),
    ...reservations(part, lang),
  ];
}

function question({ texts }: StudyPart): Block[] {
  return texts ? [{ kind: 'paragraph', text: texts.question }] : [];
}

/** What readers must know of the data before they believe a figure; nothing where nothing was trained on them. */
export function dataNotes({ study }: StudyPart, lang: Language): Block[] {
  const { data, settings } = study;
  const words = reportWords[lang];
  if (settings.epochs === 0) return [];
  return [
    ...(data.synthetic
      ? [{ kind: 'paragraph' as const, text: words.syntheticData(dataName(data, lang)) }]
      : []),
    ...(data.verified === false
      ? [{ kind: 'paragraph' as const, text: words.unverifiedData(data.name) }]
      : []),
  ];
}

function setUp({ study, models }: StudyPart, lang: Language): Block[] {
  const { settings, data, preset } = study;
  const { facts: words, tables } = reportWords[lang];
  const presetFact = { label: words.preset, value: preset };
  return [
    {
      kind: 'facts',
      facts:
        settings.epochs === 0
          ? [presetFact, { label: words.epochs, value: words.nothingTrained }]
          : [
              { label: words.data, value: dataTitle(data.name, lang) },
              { label: words.images, value: words.imageCounts(count(data.trainSize), count(data.testSize)) },
              { label: words.sha256, value: data.sha256 },
              ...(data.verified === undefined
                ? []
                : [{ label: words.asPublished, value: words.published[data.verified ? 'yes' : 'no'] }]),
              presetFact,
              { label: words.epochs, value: String(settings.epochs) },
              { label: words.batchSize, value: String(settings.batchSize) },
              { label: words.optimiser, value: words.adam(settings.learningRate) },
              { label: words.seeds(settings.seeds.length), value: settings.seeds.join(', ') },
            ],
    },
    ...(models.some(({ layersSummary }) => layersSummary)
      ? [
          {
            kind: 'table' as const,
            caption: tables.models,
            columns: [
              { key: 'model', title: tables.model },
              { key: 'layers', title: tables.layers },
            ],
            rows: models.map(({ id, layersSummary = null }) => ({ model: id, layers: layersSummary })),
          },
        ]
      : []),
  ];
}

function results(part: StudyPart, lang: Language): Block[] {
  const items = findings(part.study, lang);
  return [
    ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
    ...(part.study.runs.length > 0 && summarizeModels(part.study).length === 0
      ? [{ kind: 'paragraph' as const, text: reportWords[lang].noFinishedRun }]
      : []),
    ...(part.resultsTable ? [part.resultsTable] : []),
  ];
}

/** What the comparison does not settle. */
function reservations({ study, texts }: StudyPart, lang: Language): Block[] {
  const words = reportWords[lang];
  const list = (heading: string, lead: string, items: TextPart[]): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: heading },
          { kind: 'paragraph', text: lead },
          { kind: 'list', items },
        ];
  const oneSeed = study.settings.epochs > 0 && study.settings.seeds.length === 1;
  return [
    ...list(words.headings.reconstructed, words.reconstructed, texts?.reconstructed ?? []),
    ...list(words.headings.notControlled, words.notControlled, [
      ...(texts?.notControlled ?? []),
      ...(oneSeed ? [words.oneSeed] : []),
    ]),
  ];
}
