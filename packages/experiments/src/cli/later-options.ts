import type { Command } from 'commander';
import { Option } from 'commander';
import { UsageError } from './usage-error.js';

/**
 * Makes options that are planned but not built known to a command, so that they are refused in plain words and
 * not taken for typing errors.
 */
export function refuseForNow(command: Command, flags: readonly string[]): void {
  for (const flag of flags) {
    const option = new Option(flag).hideHelp();
    command.addOption(
      option.argParser(() => {
        throw new UsageError(`${option.long} is not available in this version of convstudy`);
      }),
    );
    // An option without a value calls no parser.
    if (!option.required && !option.optional) {
      command.on(`option:${option.name()}`, () => {
        throw new UsageError(`${option.long} is not available in this version of convstudy`);
      });
    }
  }
}
