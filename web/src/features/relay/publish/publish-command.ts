import type { RelayFacts } from '../relay-types.js';

export const SYSTEMS = ['linux', 'macos', 'windows'] as const;
export type System = (typeof SYSTEMS)[number];

export const KINDS = ['http', 'tcp', 'udp'] as const;
export type Kind = (typeof KINDS)[number];

/** As a browser names the machine it runs on. */
export const systemOf = (platform: string): System => {
  if (/^win/i.test(platform)) return 'windows';
  return /mac|iphone|ipad/i.test(platform) ? 'macos' : 'linux';
};

/** Whether nobody knows the relay's certificate: on this machine alone. */
const isLocal = ({ root_host }: Pick<RelayFacts, 'root_host'>): boolean =>
  /(^|\.)localhost$|^127\.|^\[?::1\]?$/.test(root_host);

/** Fetches the script that fetches and verifies the client. */
export const installCommand = (system: System, relay: Pick<RelayFacts, 'url' | 'root_host'>): string => {
  if (system !== 'windows') return `curl -${isLocal(relay) ? 'k' : ''}fsSL ${relay.url}/api/install.sh | sh`;
  return isLocal(relay)
    ? `curl.exe -kfsSL ${relay.url}/api/install.ps1 | Out-String | iex`
    : `irm ${relay.url}/api/install.ps1 | iex`;
};

export interface Publication {
  kind: Kind;
  port: string;
  name: string;
  isHidden: boolean;
}

export const exposeCommand = ({ kind, port, name, isHidden }: Publication, relay: Pick<RelayFacts, 'url'>): string =>
  [
    `portal-tunnel expose ${port}`,
    ...(kind === 'http' ? [] : [`--${kind}`]),
    `--name ${name}`,
    ...(isHidden ? ['--hidden'] : []),
    `--relay ${relay.url}`,
  ].join(' ');

/** One DNS label, so that it needs no quotes in any shell. */
export const isName = (text: string): boolean => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);

/** What somebody types, as the name it becomes. */
export const asName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_.]+/g, '-')
    .slice(0, 63);

export const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
