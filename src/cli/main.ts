import { parseArgs } from 'node:util';

import { EXIT, UserError, type Command } from './command.ts';
import { paint, print, printError, toTable } from './terminal.ts';

/** Each is loaded when it is asked for: the labs bring AWS's clients with them, and a start should not wait for those. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  stop: async () => (await import('./commands/stop.ts')).stopCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  env: async () => (await import('./commands/env.ts')).envCommand,
  logs: async () => (await import('./commands/logs.ts')).logsCommand,
  clock: async () => (await import('./commands/clock.ts')).clockCommand,
  reset: async () => (await import('./commands/reset.ts')).resetCommand,
  lab: async () => (await import('./commands/lab.ts')).labCommand,
};

/** Runs one command line (without `node` and the script) and resolves to its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // Which Node.js runs Cirro is Cirro's business; the SDK's advice to upgrade would stand in every lab's output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const [verb, ...rest] = argv;
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
    print(await overview());
    return verb === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!command) {
    printError(`cirro: there is no command '${verb}'. 'cirro --help' lists them.`);
    return EXIT.usage;
  }
  return runCommand(verb, await command(), rest);
}

async function runCommand(verb: string, command: Command, rest: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, ...command.options },
    });
    if (values['help']) {
      print(`${command.summary}\n\n${command.usage}`);
      return EXIT.ok;
    }
    return await command.run(positionals, values);
  } catch (error) {
    return explain(verb, error);
  }
}

function explain(verb: string, error: unknown): number {
  if (error instanceof UserError) {
    printError(`cirro: ${error.message}`);
    return error.exitCode;
  }
  // Errors that their reader can mend carry a sentence for them, wherever they come from.
  if (error instanceof Error && 'userMessage' in error) {
    printError(`cirro: ${String(error.userMessage)}`);
    return EXIT.failed;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    printError(`cirro: ${error.message}\n'cirro ${verb} --help' shows what it takes.`);
    return EXIT.usage;
  }
  printError(`cirro: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

async function overview(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => [`  ${name}`, (await load()).summary]),
  );
  return [
    `${paint('bold', 'cirro')}: the serverless cloud that runs where you are`,
    '',
    'Usage: cirro <command> [options]',
    '',
    toTable(rows),
    '',
    `'cirro <command> --help' shows the options of one.`,
  ].join('\n');
}
