import type { Command } from 'commander';
import { studies } from '../../studies/index.js';

export function addList(program: Command): void {
  program
    .command('list')
    .description('list the studies, their models and presets')
    .action(() => {
      for (const { id, section, title, models, presets } of studies) {
        console.log(`${id}  ${section === undefined ? '' : `(${section})  `}${title}`);
        console.log(`  models: ${models.map((model) => model.id).join(', ')}`);
        console.log(`  presets: ${Object.keys(presets).join(', ')}`);
      }
    });
}
