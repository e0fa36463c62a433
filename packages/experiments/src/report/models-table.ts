import type { Block } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { summarizeModels } from './summarize-models.js';

/** The models of a study with their figures, means over the seeds where there are several. */
export function modelsTable(study: StudyResults): Block {
  const severalSeeds = study.settings.seeds.length > 1;
  return {
    kind: 'table',
    id: `${study.id}-models`,
    caption:
      'Finished runs. Accuracies and the gap are evaluated with the final weights; training time leaves evaluation out.' +
      (severalSeeds ? ' Means over the seeds.' : ''),
    columns: [
      { key: 'model', title: 'Model' },
      ...(severalSeeds ? [{ key: 'runs', title: 'Seeds', align: 'right' as const, format: 'd' }] : []),
      { key: 'parameters', title: 'Parameters', align: 'right', format: ',d' },
      { key: 'multiplyAdds', title: 'Multiply-adds per image', align: 'right', format: ',d' },
      { key: 'testAccuracy', title: 'Test accuracy', align: 'right', format: '.2%' },
      { key: 'bestTestAccuracy', title: 'Best epoch', align: 'right', format: '.2%' },
      { key: 'gap', title: 'Train minus test', align: 'right', format: '+.2%' },
      { key: 'trainSeconds', title: 'Training (s)', align: 'right', format: ',.1f' },
      { key: 'inferenceMs64', title: 'Inference (ms per image, batch 64)', align: 'right', format: '.3~r' },
      { key: 'inferenceMs1', title: 'Inference (ms, batch 1)', align: 'right', format: '.3~r' },
    ],
    rows: summarizeModels(study).map((model) => ({
      model: model.model,
      runs: model.runs,
      parameters: model.parameters,
      multiplyAdds: model.multiplyAdds,
      testAccuracy: model.testAccuracy.mean,
      bestTestAccuracy: model.bestTestAccuracy.mean,
      gap: model.gap.mean,
      trainSeconds: model.trainSeconds.mean,
      inferenceMs64: model.inferenceMs64.mean,
      inferenceMs1: model.inferenceMs1.mean,
    })),
  };
}
