import { parseArgs } from 'node:util';
import type { ExposeOptions } from '../exposure.js';
import { CommandError } from './exit-code.js';

export interface ExposeArguments {
  /** What the flags say of every service; of the only one, without a configuration file. */
  flags: Partial<ExposeOptions>;
  configFile: string | undefined;
  caFile: string | undefined;
  json: boolean;
}

/** Shared by the parser and the help: a flag is written down once. */
export const EXPOSE_FLAGS = {
  name: { type: 'string', value: 'label', help: 'first label of the public name' },
  relay: {
    type: 'string',
    multiple: true,
    value: 'url',
    help: 'relay to publish at; repeat for several ($PORTAL_RELAY)',
  },
  target: { type: 'string', value: 'host:port', help: 'local service, instead of the argument' },
  tcp: { type: 'boolean', help: 'also ask for a raw TCP port' },
  udp: { type: 'string', value: 'port', help: 'also ask for a UDP port, led to this local port' },
  hidden: { type: 'boolean', help: "stay out of the relay's public list" },
  description: { type: 'string', value: 'text', help: 'shown in the public list' },
  owner: { type: 'string', value: 'text', help: 'shown in the public list' },
  tag: { type: 'string', multiple: true, value: 'text', help: 'shown in the public list; repeat for several' },
  thumbnail: { type: 'string', value: 'url', help: 'picture for the public list' },
  identity: { type: 'string', value: 'file', help: 'file of name and key, made at first use (mode 0600)' },
  protocol: { type: 'string', value: '5|8', help: 'insist on a tunnel protocol (default: what the relay speaks)' },
  sessions: { type: 'string', value: 'n', help: 'connections kept waiting at each relay, 2 to 8 (default 4)' },
  ca: { type: 'string', value: 'file', help: "certificates of the relay's own authority (PEM)" },
  'ban-mitm': { type: 'boolean', help: 'serve only through relays proven not to read along (default)' },
  'no-ban-mitm': { type: 'boolean', help: 'serve also where that cannot be proven' },
  config: { type: 'string', value: 'file', help: 'JSON with relays and services, instead of the above' },
  json: { type: 'boolean', help: 'one JSON object a line on stdout, no status screen' },
} as const;

/** @throws CommandError */
export function readExposeArguments(args: string[], env: NodeJS.ProcessEnv): ExposeArguments {
  const { values, positionals } = parse(args.map(withUdpValue));
  if (positionals.length > 1) throw new CommandError(`One local service at a time; what is "${positionals[1]}"?`);
  if (positionals[0] !== undefined && values.target !== undefined) {
    throw new CommandError('The local service is named twice: as the argument and by --target.');
  }
  // `expose --udp 5353`: the service is the UDP one.
  const target = positionals[0] ?? values.target ?? (values.udp || undefined);
  if (values.config === undefined && target === undefined) {
    throw new CommandError('Which local service? For example: portal-tunnel expose 3000');
  }
  if (
    values.config !== undefined &&
    (positionals[0] ?? values.target ?? values.name ?? values.identity) !== undefined
  ) {
    throw new CommandError('Services, names and identities are in the configuration file then.');
  }
  const relays = values.relay ?? env['PORTAL_RELAY']?.split(',').filter((relay) => relay.trim() !== '');
  const isBanning = values['no-ban-mitm'] ? false : values['ban-mitm'];
  const { name, tcp, udp, hidden, description, owner, tag, thumbnail, identity, protocol, sessions } = values;
  return {
    flags: defined({
      ...{ target, relays, name, tcp, hidden, description, owner, thumbnail, identity },
      udp: udp === '' ? true : udp,
      tags: tag,
      protocol: protocol as ExposeOptions['protocol'],
      sessions: sessions === undefined ? undefined : Number(sessions),
      banMitm: isBanning,
    }),
    configFile: values.config,
    caFile: values.ca,
    json: values.json ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: EXPOSE_FLAGS, allowPositionals: true });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

/** The value of --udp is optional: alone, or before another flag, it means the target's own port. */
const withUdpValue = (arg: string, at: number, all: string[]): string =>
  arg === '--udp' && !/^(?:\d|\[?[\w.:-]+\]?:\d+$)/.test(all[at + 1] ?? '') ? '--udp=' : arg;

/** What was not said must not hide what the configuration file says. */
const defined = (options: { [K in keyof ExposeOptions]?: ExposeOptions[K] | undefined }): Partial<ExposeOptions> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
