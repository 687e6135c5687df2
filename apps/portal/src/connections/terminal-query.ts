import { invalidFields, LIMITS } from '#libs/contracts';
import type { TerminalSize } from './connection-plugin.js';

const MAX_ID_CHARS = 64;

export interface TerminalQuery {
  size: TerminalSize | undefined;
  /** The session to attach to again. */
  session: string | undefined;
  /** Output bytes the viewer already has. */
  offset: number | undefined;
  resume: boolean;
}

/** @throws DomainError request.invalid */
export const readTerminalQuery = (query: URLSearchParams): TerminalQuery => {
  const cols = integer(query, 'cols', LIMITS.terminalCols);
  const rows = integer(query, 'rows', LIMITS.terminalRows);
  return {
    size: cols === undefined || rows === undefined ? undefined : { cols, rows },
    session: query.get('session')?.slice(0, MAX_ID_CHARS) || undefined,
    offset: integer(query, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    resume: query.get('resume') === '1',
  };
};

/** Beyond its limits it is clamped. */
const integer = (query: URLSearchParams, name: string, { min, max }: { min: number; max: number }) => {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,16}$/.test(text)) throw invalidFields([{ field: name, message: 'must be a whole number' }]);
  return Math.min(max, Math.max(min, Number(text)));
};
