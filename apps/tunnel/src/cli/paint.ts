import type { RelayState } from '../relay-status.js';
import type { Output } from './reporter.js';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** https://no-color.org; FORCE_COLOR is for pipes that end in a terminal after all. */
export function wantsColor(out: Output, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  return Boolean(env['FORCE_COLOR']) || (out.isTTY === true && env['TERM'] !== 'dumb');
}

/** ECMA-48 SGR: on, off. */
const SGR: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export function paint(text: string, style: Style | undefined, color: boolean): string {
  if (!color || !style || text === '') return text;
  const [on, off] = SGR[style];
  return `\x1b[${on}m${text}\x1b[${off}m`;
}

export const STATE_WORDS: Record<RelayState, { words: string; style: Style }> = {
  connecting: { words: 'connecting', style: 'yellow' },
  waiting: { words: 'waiting for approval', style: 'yellow' },
  checking: { words: 'checking the relay', style: 'yellow' },
  online: { words: 'online', style: 'green' },
  refused: { words: 'refused', style: 'red' },
  closed: { words: 'closed', style: 'dim' },
};
