import { gradientFlow as gradientChart, type Language } from '@convstudy/viz';
import { CannotJudge } from '../../claims/claim.js';
import { convolutionsOf, EXPLODING, gradientRatios, VANISHING } from '../../claims/gradient-ratios.js';
import type { GradientFlowRecord } from '../../results/types.js';
import type { Analysis } from '../analyses/analysis.js';
import { gradientFlow } from '../analyses/gradient-flow.js';
import { firstOfEach, ofSeed } from '../analyses/shown-runs.js';

const words: Record<Language, { title: string; caption: (seed: string) => string; measure: string }> = {
  en: {
    title: 'Gradient by depth',
    caption: (seed) =>
      `The mean absolute gradient of each convolution over that of the last one, before training (epoch 0) and after every epoch${seed}. Below ${VANISHING} it counts as vanishing, above ${EXPLODING} as exploding.`,
    measure: 'Mean |gradient| over the last convolution’s',
  },
  ru: {
    title: 'Градиент по глубине',
    caption: (seed) =>
      `Средний модуль градиента каждой свёртки по отношению к последней, до обучения (эпоха 0) и после каждой эпохи${seed}. Меньше ${VANISHING} — затухает, больше ${EXPLODING} — взрывается.`,
    measure: 'Средний |градиент| к последней свёртке',
  },
};

/** The gradient by layer, and how large it is beside that of the last convolution, with the limits of vanishing and exploding. */
export const gradientFlowByDepth: Analysis<GradientFlowRecord> = {
  ...gradientFlow,
  show(entries, study, models, lang) {
    const shown = gradientFlow.show!(entries, study, models, lang);
    const runs = firstOfEach(entries).flatMap((record) => relative(record) ?? []);
    if (runs.length === 0) return shown;
    return [
      {
        id: `${study.id}-gradients-by-depth`,
        caption: words[lang].caption(ofSeed(entries[0].seed, study.runs, lang)),
        spec: gradientChart({
          title: words[lang].title,
          lang,
          runs,
          measureTitles: { mean: words[lang].measure },
          limits: { mean: { vanishing: VANISHING, exploding: EXPLODING } },
        }),
      },
      ...shown,
    ];
  },
};

/** Nothing where a gradient is not finite, or there is none to compare with. */
function relative(record: GradientFlowRecord) {
  try {
    return {
      model: record.model,
      layers: convolutionsOf(record),
      epochs: gradientRatios(record).map(({ epoch, ratios }) => ({ epoch, mean: ratios })),
    };
  } catch (error) {
    if (error instanceof CannotJudge) return undefined;
    throw error;
  }
}
