export interface ByteRange {
  start: number;
  /** After the last byte. */
  end: number;
}

/**
 * What of a file a `Range` header asks for (RFC 9110 §14.2): one range; null for the whole, which is also the answer to
 * several ranges and to what is not understood. `unsatisfiable` where there is nothing of it.
 */
export const readRange = (header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length > 0 ? { start: size - length, end: size } : 'unsatisfiable';
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  return start < size ? { start, end } : 'unsatisfiable';
};
