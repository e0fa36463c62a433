import type { Pairing } from '../../claims/across-studies.js';
import { finishedRuns } from '../../results/finished-runs.js';
import type { StudyResults } from '../../results/types.js';
import { nets } from './nets.js';

/** What the names of a study's residual nets and of its plain CNNs begin with, in every preset. */
const NETS: Record<string, { residual: string[]; plain: string[] }> = {
  'fcn-vs-cnn-mnist': { residual: ['ResidualCNN'], plain: ['SimpleCNN'] },
  'fcn-vs-cnn-cifar10': { residual: ['CIFAR ResidualCNN'], plain: ['CIFAR SimpleCNN'] },
  depth: { residual: ['Depth residual'], plain: ['Depth 2', 'Depth 4', 'Depth 6'] },
  'residual-blocks': { residual: [nets.basic, nets.bottleneck, nets.wide], plain: [nets.plain] },
};

/**
 * Every residual net of the results with every plain CNN of the same study. Nets trained on augmented images are left out: they
 * differ in more than their connections.
 */
export function residualAgainstPlain(all: readonly StudyResults[]): Pairing[] {
  return all.flatMap((study) => {
    const names = NETS[study.id];
    if (names === undefined) return [];
    const trained = [...new Set(finishedRuns(study.runs).map(({ model }) => model))].filter(
      (model) => study.settings.augmented?.[model] === undefined,
    );
    const beginning = (starts: string[]) =>
      trained.filter((model) => starts.some((start) => model.startsWith(start)));
    const plain = beginning(names.plain);
    return beginning(names.residual).flatMap((model) => plain.map((other) => ({ study, model, other })));
  });
}
