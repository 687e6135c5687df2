import { ProtocolError } from './relay-error.js';

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Reads the known fields of a foreign JSON object and refuses wrong types; unknown fields are left alone. */
export class JsonFields {
  private readonly fields: Record<string, unknown>;

  /** @throws ProtocolError invalid_request — not an object */
  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('expected an object');
    this.fields = value as Record<string, unknown>;
  }

  get(name: string): unknown {
    return this.fields[name];
  }

  /** At most `max` UTF-16 units; absent (or null, as Go writes it) counts as empty. */
  text(name: string, max: number): string {
    const value = this.fields[name] ?? '';
    if (typeof value !== 'string' || value.length > max) throw refused(`${name} is not a text of at most ${max}`);
    return value;
  }

  /** Not empty. */
  requiredText(name: string, max: number): string {
    const value = this.text(name, max);
    if (value === '') throw refused(`${name} is missing`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.fields[name] ?? false;
    if (typeof value !== 'boolean') throw refused(`${name} is not true or false`);
    return value;
  }

  /** Finite, not negative; absent counts as 0. */
  amount(name: string): number {
    const value = this.fields[name] ?? 0;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw refused(`${name} is not an amount`);
    return value;
  }

  whole(name: string, max: number = Number.MAX_SAFE_INTEGER): number {
    const value = this.amount(name);
    if (!Number.isInteger(value) || value > max) throw refused(`${name} is not a whole number of at most ${max}`);
    return value;
  }

  /** RFC 3339 with up to nine digits of a second, as it was written. */
  time(name: string): string {
    const value = this.requiredText(name, 40);
    unixNano(value);
    return value;
  }
}

/**
 * Nanoseconds since 1970 as Go counts them: what does not fit in an int64 wraps (the year 1, Go's zero time, gives
 * -6795364578871345152).
 * @throws ProtocolError invalid_request — not an RFC 3339 time
 */
export function unixNano(time: string): bigint {
  const [, seconds, fraction = '', zone] = RFC3339.exec(time) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(ms)) throw refused('not an RFC 3339 time');
  return BigInt.asIntN(64, BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0')));
}

const refused = (message: string): ProtocolError => new ProtocolError('invalid_request', message);
