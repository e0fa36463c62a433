import type { Cell, Language, TableBlock } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { summarizeModels, type Spread } from './summarize-models.js';
import { reportWords } from './words/index.js';

/** The models of a study with their figures: means over the seeds and how far these lie apart, where there are several. */
export function modelsTable(study: StudyResults, lang: Language): TableBlock & { id: string } {
  const words = reportWords[lang].tables;
  const severalSeeds = study.settings.seeds.length > 1;
  return {
    kind: 'table',
    id: `${study.id}-models`,
    caption: severalSeeds ? `${words.results} ${words.meansOverSeeds}` : words.results,
    columns: [
      { key: 'model', title: words.model },
      ...(severalSeeds ? [{ key: 'runs', title: words.seeds, align: 'right' as const, format: 'd' }] : []),
      { key: 'parameters', title: words.parameters, align: 'right', format: ',d' },
      { key: 'multiplyAdds', title: words.multiplyAdds, align: 'right', format: ',d' },
      { key: 'testAccuracy', title: words.testAccuracy, align: 'right' },
      { key: 'bestTestAccuracy', title: words.bestEpoch, align: 'right' },
      { key: 'gap', title: words.gap, align: 'right' },
      { key: 'trainSeconds', title: words.training, align: 'right' },
      { key: 'inferenceMs64', title: words.inference64, align: 'right' },
      { key: 'inferenceMs1', title: words.inference1, align: 'right' },
    ],
    rows: summarizeModels(study).map((model) => ({
      model: model.model,
      runs: model.runs,
      parameters: model.parameters,
      multiplyAdds: model.multiplyAdds,
      testAccuracy: cell(model.testAccuracy, model.runs, (value) => (100 * value).toFixed(2)),
      bestTestAccuracy: cell(model.bestTestAccuracy, model.runs, (value) => (100 * value).toFixed(2)),
      gap: cell(model.gap, model.runs, (value) => (100 * value).toFixed(2)),
      trainSeconds: cell(model.trainSeconds, model.runs, (value) => value.toFixed(1)),
      inferenceMs64: cell(model.inferenceMs64, model.runs, threeDigits),
      inferenceMs1: cell(model.inferenceMs1, model.runs, threeDigits),
    })),
  };
}

function cell({ mean, deviation }: Spread, runs: number, format: (value: number) => string): Cell {
  const text = runs > 1 ? `${format(mean)} ± ${format(deviation)}` : format(mean);
  return { text: text.replace('-', '−'), value: mean };
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
