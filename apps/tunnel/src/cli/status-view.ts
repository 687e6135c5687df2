import type { Problem } from '../problem.js';
import type { RelayStatus } from '../relay-status.js';
import { paint, STATE_WORDS, type Style } from './paint.js';
import { formatBytes, formatDuration } from './units.js';

export interface ServiceView {
  name: string;
  target: string;
  relays: RelayStatus[];
}

export interface StatusView {
  version: string;
  uptimeMs: number;
  services: ServiceView[];
  problem: (Problem & { ageMs: number }) | undefined;
}

interface Size {
  columns: number;
  rows: number;
}

/** Pieces of one line; what does not fit is cut off, so that no line of the screen ever wraps. */
type Line = [text: string, style?: Style][];

const LABEL_WIDTH = 12;

/** The lines of the status screen, never wider or more than `size`; the first and the last ones always stay. */
export function renderStatus(view: StatusView, { columns, rows }: Size, color: boolean): string[] {
  const head: Line[] = [
    [
      ['portal-tunnel', 'bold'],
      [` ${view.version}   up ${formatDuration(view.uptimeMs)}   Ctrl-C ends it`, 'dim'],
    ],
    [],
  ];
  const body = view.services.flatMap(serviceLines);
  const foot = problemLines(view);
  const room = Math.max(0, rows - head.length - foot.length);
  const shown = body.length > room ? body.slice(0, room) : body;
  return [...head, ...shown, ...foot].slice(0, rows).map((line) => fit(line, columns, color));
}

function serviceLines({ name, target, relays }: ServiceView): Line[] {
  return [
    [
      [name, 'bold'],
      [`  ->  ${target}`, 'dim'],
    ],
    ...relays.flatMap(relayLines),
    [],
  ];
}

function relayLines(status: RelayStatus): Line[] {
  const { words, style } = STATE_WORDS[status.state];
  const lines: Line[] = [row('state', [words, style], [`   ${status.relay}`, 'dim'])];
  if (status.publicUrl) lines.push(row('public', [status.publicUrl, status.state === 'online' ? 'cyan' : 'dim']));
  if (status.tcpAddress) lines.push(row('tcp', [status.tcpAddress, 'cyan']));
  if (status.udpAddress) lines.push(row('udp', [status.udpAddress, 'cyan']));
  lines.push(
    row('connections', [`${status.open} open, ${status.total} so far   ${status.ready} ready`]),
    row('traffic', [`${formatBytes(status.bytesIn)} in, ${formatBytes(status.bytesOut)} out`]),
  );
  return lines;
}

function problemLines({ problem }: StatusView): Line[] {
  if (!problem) return [];
  const age = problem.ageMs < 1000 ? 'now' : `${formatDuration(problem.ageMs)} ago`;
  return [row('problem', [problem.message, problem.final ? 'red' : 'yellow'], [`   ${age}`, 'dim'])];
}

const row = (label: string, ...rest: Line): Line => [[`  ${label.padEnd(LABEL_WIDTH)}`, 'dim'], ...rest];

function fit(line: Line, columns: number, color: boolean): string {
  let left = columns;
  return line
    .map(([text, style]) => {
      const part = text.length > left ? `${text.slice(0, Math.max(0, left - 1))}${left > 0 ? '…' : ''}` : text;
      left -= part.length;
      return paint(part, style, color);
    })
    .join('');
}
