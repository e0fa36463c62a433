import type { Block, Report } from '@convstudy/viz';
import { judgeClaims } from '../claims/judge-claims.js';
import type { Environment, Results, StudyResults } from '../results/types.js';
import type { Study } from '../studies/define-study.js';
import { claimsBlocks } from './claims-blocks.js';
import { findings } from './findings.js';
import { modelsTable } from './models-table.js';
import { count } from './numbers.js';
import { studyFigures, type Figure } from './study-figures.js';

/**
 * The report of a run directory as blocks for `renderReport`, made from its results alone. Claims are judged anew by the
 * definitions.
 *
 * @param studies - the definitions of the studies; results of a study that is not among them are shown without
 *   its question and notes, with the claims as its results have them
 */
export function buildReport(
  results: Results,
  studies: readonly Study[],
): { report: Report; figures: Figure[] } {
  const parts = results.studies.map((recorded) => {
    const definition = studies.find(({ id }) => id === recorded.id);
    const study = definition
      ? { ...recorded, claims: judgeClaims(definition.claims, recorded, results.studies) }
      : recorded;
    const models = definition?.models.map(({ id }) => id) ?? [
      ...new Set(study.runs.map(({ model }) => model)),
    ];
    return { study, definition, figures: studyFigures(study, models) };
  });
  return {
    report: {
      title: 'ConvStudy report',
      subtitle: `${presets(results)}, ${results.environment.date.slice(0, 10)}, ${results.status}`,
      lang: 'en',
      summary: [
        ...claimsBlocks(parts.map(({ study }) => study)),
        ...parts.flatMap(({ study, definition }) => summary(study, definition)),
      ],
      sections: [
        ...parts.map(({ study, definition, figures }) => ({
          id: study.id,
          title: definition ? `${definition.section} ${definition.title}` : study.id,
          blocks: evidence(study, definition, figures),
        })),
        { id: 'machine', title: 'Machine and versions', blocks: machine(results.environment) },
      ],
      footer: 'Made by convstudy from results.json; `convstudy report` makes it anew.',
    },
    figures: parts.flatMap(({ figures }) => figures),
  };
}

function presets({ studies }: Results): string {
  const names = [...new Set(studies.map(({ preset }) => preset))];
  return names.length === 1 ? `Preset ${names[0]}` : `Presets ${names.join(', ')}`;
}

function summary(study: StudyResults, definition: Study | undefined): Block[] {
  const items = findings(study);
  return [
    ...(definition ? [{ kind: 'paragraph' as const, text: definition.question }] : []),
    ...(study.data.synthetic
      ? [
          {
            kind: 'paragraph' as const,
            text: `Trained on ${study.data.name.toLowerCase()}, images computed by this program: the figures show that everything works and how the models compare on an easy task. They say nothing about real data.`,
          },
        ]
      : []),
    ...(study.data.verified === false ? [{ kind: 'paragraph' as const, text: unverified(study) }] : []),
    ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
    ...(study.runs.length > 0 ? [modelsTable(study)] : []),
  ];
}

function unverified({ data }: StudyResults): string {
  return `${data.name}: the files were a copy whose checksums are not the published ones, from a folder that the user named. The figures hold for that copy.`;
}

function evidence(study: StudyResults, definition: Study | undefined, figures: Figure[]): Block[] {
  const { settings, data } = study;
  const blocks: Block[] = [];
  if (definition) blocks.push({ kind: 'paragraph', text: definition.question });
  blocks.push({
    kind: 'facts',
    facts: [
      { label: 'Data', value: data.name },
      { label: 'Images', value: `${count(data.trainSize)} for training, ${count(data.testSize)} for test` },
      { label: 'SHA-256 of the data', value: data.sha256 },
      ...(data.verified === undefined
        ? []
        : [{ label: 'As published', value: data.verified ? 'yes, by checksum' : 'no: other checksums' }]),
      { label: 'Preset', value: study.preset },
      { label: 'Epochs', value: String(settings.epochs) },
      { label: 'Batch size', value: String(settings.batchSize) },
      {
        label: 'Optimiser',
        value: `Adam, learning rate ${settings.learningRate}, epsilon 1e-8; softmax cross-entropy on logits`,
      },
      { label: settings.seeds.length === 1 ? 'Seed' : 'Seeds', value: settings.seeds.join(', ') },
    ],
  });
  if (definition) {
    blocks.push({
      kind: 'table',
      caption: 'The models.',
      columns: [
        { key: 'model', title: 'Model' },
        { key: 'layers', title: 'Layers' },
      ],
      rows: definition.models.map(({ id, layersSummary }) => ({ model: id, layers: layersSummary })),
    });
  }
  blocks.push(...figures.map(({ id, caption, spec }) => ({ kind: 'figure' as const, id, caption, spec })));
  if (definition) blocks.push(...reservations(definition, settings.seeds.length));
  return blocks;
}

/** What the comparison does not settle. */
function reservations(definition: Study, seeds: number): Block[] {
  const blocks: Block[] = [];
  const reconstructed = [
    ...definition.reconstructed,
    ...definition.models.flatMap((model) =>
      model.reconstructed ? [`${model.id}: ${model.reconstructed}`] : [],
    ),
  ];
  if (reconstructed.length > 0) {
    blocks.push(
      { kind: 'paragraph', text: 'Reconstructed, because the document does not state it:' },
      { kind: 'list', items: reconstructed },
    );
  }
  const notControlled = [
    ...definition.notControlled,
    ...(seeds === 1
      ? ['One seed: differences smaller than what another seed would change mean nothing.']
      : []),
  ];
  if (notControlled.length > 0) {
    blocks.push({ kind: 'paragraph', text: 'Not controlled for:' }, { kind: 'list', items: notControlled });
  }
  return blocks;
}

function machine(environment: Environment): Block[] {
  const { backend, adapter, threads, wideVectors } = environment;
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Date', value: environment.date },
        { label: 'Processor', value: `${environment.cpu}, ${environment.cores} cores` },
        { label: 'Platform', value: `${environment.platform}, Node ${environment.node}` },
        { label: 'Backend', value: adapter ? `${backend} (${adapter})` : backend },
        { label: 'Threads', value: String(threads) },
        { label: 'Wide vectors', value: wideVectors ? 'on' : 'off' },
        ...Object.entries(environment.versions).map(([label, value]) => ({ label, value })),
      ],
    },
  ];
}
