import { parseArgs } from 'node:util';
import { normalizeName } from '#libs/relay-protocol';
import { readExposure } from '../exposure.js';
import { identityFileOf, openIdentity } from '../identity-file.js';
import { formatTarget } from '../target.js';
import { readConfigFile } from './config-file.js';
import { CommandError, EXIT } from './exit-code.js';
import type { CommandContext } from './expose-command.js';

/** @throws CommandError with every fault of the file */
export async function configCommand(args: string[], { out }: CommandContext): Promise<number> {
  const [verb, file, ...rest] = args;
  if (verb !== 'check' || file === undefined || rest.length > 0) {
    throw new CommandError('Usage: portal-tunnel config check <file>');
  }
  for (const service of await readConfigFile(file)) {
    const { name, target, relays } = readExposure(service);
    out.write(`${name} -> ${formatTarget(target)} at ${relays.join(', ')}\n`);
  }
  return EXIT.ok;
}

/** Never prints the private key. */
export async function identityCommand(args: string[], { out, env }: CommandContext): Promise<number> {
  const { name, identity } = parseIdentityArguments(args);
  const file = identity ?? identityFileOf(name === undefined ? 'default' : normalizeName(name), env);
  const { key, isNew, ...stored } = await openIdentity({ file, ...(name !== undefined && { name }) });
  out.write(`name        ${stored.name}\naddress     ${key.address}\npublic key  ${key.publicKeyHex}\n`);
  out.write(`file        ${stored.file}${isNew ? ' (new)' : ''}\n`);
  return EXIT.ok;
}

function parseIdentityArguments(args: string[]): { name?: string; identity?: string } {
  try {
    return parseArgs({ args, options: { name: { type: 'string' }, identity: { type: 'string' } } }).values;
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
