import { Command, CommanderError } from 'commander';
import { BackendError } from '../backend/backend-error.js';
import { packageVersion } from '../results/environment.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import { addBench } from './commands/bench.js';
import { addData } from './commands/data.js';
import { addExport } from './commands/export.js';
import { addFindWebGpu } from './commands/find-webgpu.js';
import { addList } from './commands/list.js';
import { addReport } from './commands/report.js';
import { addRun } from './commands/run.js';
import { addRunJob } from './commands/run-job.js';
import { EXIT } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/**
 * The `convstudy` command.
 *
 * @param args - what follows the command's name
 * @returns the exit code: 0 all went well, 1 something failed, 2 wrong usage, 130 interrupted. Nothing is thrown.
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const exit = (code: number) => {
    exitCode = code;
  };
  const program = new Command('convstudy')
    .description('Controlled experiments on convolutional networks.')
    .version(packageVersion('@convstudy/experiments'), '--version', 'print the version')
    .helpOption('-h, --help', 'say how to use a command')
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError('(--help says how it is used)')
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  for (const add of [addList, addRun, addReport, addExport, addData, addBench, addFindWebGpu, addRunJob])
    add(program, exit);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message. Help that was asked for is no mistake; a missing command is one.
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    if (error instanceof UsageError) {
      console.error(`convstudy: ${error.message}`);
      return EXIT.usage;
    }
    const expected = error instanceof RunDirectoryError || error instanceof BackendError;
    console.error(
      `convstudy: ${expected || !(error instanceof Error) ? String(message(error)) : describe(error)}`,
    );
    return EXIT.failed;
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The message; the stack too where somebody debugs. */
function describe(error: Error): string {
  return process.env.CONVSTUDY_DEBUG ? (error.stack ?? error.message) : error.message;
}
