import { CannotJudge } from '../../claims/claim.js';
import { blockNets } from '../../models/block-nets.js';
import type { StudyResults } from '../../results/types.js';

/** The names that runs of the study's nets go by. */
export const nets = {
  basic: blockNets.basic.id,
  bottleneck: blockNets.bottleneck.id,
  wide: blockNets.wide.id,
  plain: blockNets.plain.id,
};

/** @throws CannotJudge where no net was to be trained */
export function requireTraining({ settings, preset }: StudyResults): void {
  if (settings.epochs > 0) return;
  throw new CannotJudge(
    `Preset ${preset} trains no nets of blocks, as the document, which reports single blocks only.`,
  );
}
