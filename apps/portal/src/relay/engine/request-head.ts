/** The head of an HTTP/1.x request without a body (RFC 9112 §3, §5). Names are in lower case. */
export interface RequestHead {
  method: string;
  target: string;
  /** `1.1` */
  version: string;
  headers: ReadonlyMap<string, string>;
}

export type HeadReading = { kind: 'head'; head: RequestHead; length: number } | { kind: 'more' } | { kind: 'invalid' };

export const HEAD_MAX = 16 * 1024;
const START = /^([A-Z]{1,16}) (\S{1,8000}) HTTP\/(\d\.\d)$/;
/** Nothing in it can match in two ways: strangers fill heads with whatever takes longest. */
const FIELD = /^([!#$%&'*+.^`|~\w-]+):([\t\x20-\x7e\x80-\xff]*)$/;

/** A name that comes twice is invalid: two readers could disagree on it. */
export const readRequestHead = (bytes: Buffer): HeadReading => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { kind: bytes.length >= HEAD_MAX ? 'invalid' : 'more' };
  if (end > HEAD_MAX) return { kind: 'invalid' };
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const start = START.exec(first);
  if (!start) return { kind: 'invalid' };
  const headers = new Map<string, string>();
  for (const line of lines) {
    const field = FIELD.exec(line);
    const name = field?.[1]!.toLowerCase();
    if (!field || headers.has(name!)) return { kind: 'invalid' };
    headers.set(name!, withoutBlanks(field[2]!));
  }
  const [, method, target, version] = start as unknown as [string, string, string, string];
  return { kind: 'head', head: { method, target, version, headers }, length: end + 4 };
};

/** Around it (RFC 9110 §5.6.3). */
const withoutBlanks = (text: string): string => {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return text.slice(from, to);
};

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';
