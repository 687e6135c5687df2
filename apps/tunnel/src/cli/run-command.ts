import { ProtocolError } from '#libs/relay-protocol';
import { ExposureError } from '../exposure.js';
import { IdentityError } from '../identity-file.js';
import { VERSION } from '../version.js';
import { CommandError, EXIT } from './exit-code.js';
import { type CommandContext, exposeCommand } from './expose-command.js';
import { HELP } from './help.js';
import { configCommand, identityCommand } from './other-commands.js';

type Command = (args: string[], context: CommandContext) => number | Promise<number>;

const print =
  (text: string): Command =>
  (_args, { out }) => {
    out.write(text);
    return EXIT.ok;
  };

const COMMANDS: Record<string, Command> = {
  expose: exposeCommand,
  config: configCommand,
  identity: identityCommand,
  version: print(`${VERSION}\n`),
  help: print(HELP),
};

/** The whole command line after the program's name. Returns the exit code; faults are printed to `err`. */
export async function runCommand(args: string[], context: CommandContext): Promise<number> {
  const [word, ...rest] = args;
  try {
    if (args.some((arg) => arg === '--help' || arg === '-h')) return await COMMANDS['help']!(rest, context);
    if (word === '--version' || word === '-v') return await COMMANDS['version']!(rest, context);
    const command = Object.hasOwn(COMMANDS, word ?? '') ? COMMANDS[word!] : undefined;
    if (!command)
      throw new CommandError(word === undefined ? HELP : `There is no command "${word}"; see: portal-tunnel help`);
    return await command(rest, context);
  } catch (error) {
    const { message, exitCode } = explain(error);
    context.err.write(`${message}\n`);
    return exitCode;
  }
}

function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CommandError) return error;
  const { message } = error as Error;
  const isUsage = [IdentityError, ExposureError, ProtocolError].some((kind) => error instanceof kind);
  if (isUsage) return { message, exitCode: EXIT.usage };
  return { message: (error as Error).stack ?? message, exitCode: EXIT.unexpected };
}
