import { type FieldError, invalidFields, LIMITS } from '#libs/contracts';

const MAX_ID = Number.MAX_SAFE_INTEGER;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

type Raw = Record<string, unknown>;

/** Reads the fields of one frame, gathering what is wrong with them. */
export class FrameFields {
  private readonly faults: FieldError[] = [];

  constructor(private readonly raw: Raw) {}

  text(field: string, { min = 0, max }: { min?: number; max: number }): string {
    return this.optionalText(field, { min, max }) ?? this.fault(field, 'is required', '');
  }

  optionalText(field: string, { min = 0, max }: { min?: number; max: number }): string | undefined {
    const value = this.present(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.fault(field, 'must be a string', undefined);
    if (value.length < min || value.length > max) {
      return this.fault(
        field,
        min > 0 ? `must have ${min} to ${max} characters` : `must have at most ${max} characters`,
        '',
      );
    }
    return UNSTORABLE.test(value) ? this.fault(field, 'must not contain NUL or half a surrogate pair', '') : value;
  }

  id(field: string, max = MAX_ID): number {
    return this.integer(field, { min: 1, max });
  }

  integer(field: string, range: { min: number; max: number }): number {
    return this.optionalInteger(field, range) ?? this.fault(field, 'is required', range.min);
  }

  optionalInteger(field: string, { min, max }: { min: number; max: number }): number | undefined {
    const value = this.present(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value))
      return this.fault(field, 'must be an integer', undefined);
    return value < min || value > max ? this.fault(field, `must be from ${min} to ${max}`, min) : value;
  }

  flag(field: string): boolean {
    return this.optionalFlag(field) ?? this.fault(field, 'is required', false);
  }

  optionalFlag(field: string): boolean | undefined {
    const value = this.present(field);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.fault(field, 'must be true or false', undefined);
  }

  texts(field: string, { min, max, maxChars }: { min: number; max: number; maxChars: number }): string[] {
    const value = this.present(field);
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return this.fault(field, `must be a list of ${min} to ${max} texts`, []);
    }
    const isText = (item: unknown): item is string =>
      typeof item === 'string' && item.trim() !== '' && item.length <= maxChars && !UNSTORABLE.test(item);
    if (value.every(isText)) return value;
    return this.fault(field, `must have texts of 1 to ${maxChars} characters`, []);
  }

  ids(field: string, max: number): number[] {
    const value = this.present(field);
    const isId = (item: unknown): item is number =>
      Number.isInteger(item) && (item as number) > 0 && (item as number) <= MAX_ROW;
    if (Array.isArray(value) && value.length > 0 && value.length <= max && value.every(isId)) return value;
    return this.fault(field, `must be a list of 1 to ${max} ids`, []);
  }

  /** The value, if it is what it must be. */
  check<T>(field: string, value: T, isRight: (value: T) => boolean, message: string): T {
    return isRight(value) ? value : this.fault(field, message, value);
  }

  /** Anything JSON has. */
  any(field: string): unknown {
    return this.present(field) ?? this.fault(field, 'is required', null);
  }

  /** @throws DomainError request.invalid, with everything that was wrong */
  done<T>(frame: T): T {
    if (this.faults.length > 0) throw invalidFields(this.faults);
    return frame;
  }

  /** Null is as good as absent. */
  private present(field: string): unknown {
    return Object.hasOwn(this.raw, field) ? (this.raw[field] ?? undefined) : undefined;
  }

  private fault<T>(field: string, message: string, instead: T): T {
    if (!this.faults.some((fault) => fault.field === field)) this.faults.push({ field, message });
    return instead;
  }
}

/** Largest id of an `integer` column. */
export const MAX_ROW = 2_147_483_647;

/** The channel a frame names; without it the one the socket is in is meant. */
export const readChannel = (fields: FrameFields) =>
  optional('channel', fields.optionalText('channel', { min: 1, max: LIMITS.channelName }));

/** A field that is there or not. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
