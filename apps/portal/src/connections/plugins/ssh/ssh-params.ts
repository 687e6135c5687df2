import { Flag, Id, Integer, OneOf, Text } from '../../../boundary/fields.js';

export const SSH_AUTH_METHODS = ['password', 'key', 'portal_key', 'ask'] as const;
export const HOST_KEY_CHECKS = ['accept-new', 'ask', 'strict'] as const;

/** Header names of RFC 4254 §6.4 environment requests are not the place for shell syntax. */
const LOCALE = /^[A-Za-z0-9_.@-]*$/;
const TERM = /^[A-Za-z0-9._+-]*$/;

/** Absent fields take the defaults of `sshSettings`. */
export class SshParams {
  @Text({ optional: true, title: 'User name', max: 255, description: 'Asked for in the session when empty.' })
  username?: string;

  @OneOf(SSH_AUTH_METHODS, {
    optional: true,
    title: 'Sign in with',
    default: 'password',
    form: { labels: { password: 'Password', key: 'Private key', portal_key: 'Portal key', ask: 'Ask every time' } },
  })
  auth_method?: (typeof SSH_AUTH_METHODS)[number];

  @Text({
    optional: true,
    title: 'Password',
    description: 'Asked for in the session when empty.',
    max: 1024,
    trim: false,
    form: { secret: true, format: 'password', showIf: { auth_method: 'password' } },
  })
  password?: string;

  @Text({
    optional: true,
    title: 'Private key',
    description: 'OpenSSH or PEM.',
    max: 32_768,
    trim: false,
    form: { secret: true, format: 'textarea', showIf: { auth_method: 'key' } },
  })
  private_key?: string;

  @Text({
    optional: true,
    title: 'Passphrase',
    description: 'Asked for in the session when the key needs one and this is empty.',
    max: 1024,
    trim: false,
    form: { secret: true, format: 'password', showIf: { auth_method: 'key' } },
  })
  passphrase?: string;

  @Id({
    optional: true,
    nullable: true,
    title: 'Portal key',
    description: 'One of your SSH keys whose private half is stored in the portal.',
    form: { showIf: { auth_method: 'portal_key' } },
  })
  ssh_key_id?: number | null;

  @OneOf(HOST_KEY_CHECKS, {
    optional: true,
    title: 'Unknown host keys',
    default: 'accept-new',
    form: { labels: { 'accept-new': 'Trust the first one', ask: 'Ask me', strict: 'Refuse' } },
  })
  host_key_check?: (typeof HOST_KEY_CHECKS)[number];

  @Integer({
    optional: true,
    form: { advanced: true },
    title: 'Keepalive in seconds',
    description: '0 turns it off.',
    max: 3600,
    default: 15,
  })
  keepalive_s?: number;

  @Integer({
    optional: true,
    form: { advanced: true },
    title: 'Idle limit in minutes',
    description: 'Without input or output; 0 turns it off.',
    max: 10_080,
    default: 0,
  })
  idle_timeout_min?: number;

  @Text({
    optional: true,
    form: { advanced: true },
    title: 'Terminal type',
    max: 64,
    pattern: TERM,
    default: 'xterm-256color',
  })
  term?: string;

  @Text({
    optional: true,
    form: { advanced: true },
    title: 'Locale',
    description: 'Sent as LANG.',
    max: 64,
    pattern: LOCALE,
    example: 'C.UTF-8',
  })
  lang?: string;

  @Text({
    optional: true,
    form: { advanced: true },
    title: 'First command',
    description: 'Runs instead of a login shell, in a terminal.',
    max: 4096,
    trim: false,
  })
  initial_command?: string;

  @Flag({
    optional: true,
    form: { advanced: true },
    title: 'Old servers',
    description: 'Also offers SHA-1 signatures and CBC ciphers.',
    default: false,
  })
  legacy_algorithms?: boolean;
}

/** What an ssh entry means once its defaults are filled in. */
export const sshSettings = (config: SshParams) => ({
  username: config.username ?? '',
  authMethod: config.auth_method ?? 'password',
  sshKeyId: config.ssh_key_id ?? undefined,
  hostKeyCheck: config.host_key_check ?? 'accept-new',
  keepaliveMs: (config.keepalive_s ?? 15) * 1000,
  idleMs: (config.idle_timeout_min ?? 0) * 60_000,
  term: config.term || 'xterm-256color',
  lang: config.lang ?? '',
  initialCommand: config.initial_command ?? '',
  legacyAlgorithms: config.legacy_algorithms ?? false,
});

export type SshSettings = ReturnType<typeof sshSettings>;
