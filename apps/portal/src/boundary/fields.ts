import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { declareField, type FieldClass, type FormHints } from './field-registry.js';

/** What every field may say. `optional` means the key may be absent, `nullable` that its value may be null. */
export interface FieldOptions {
  optional?: boolean;
  nullable?: boolean;
  title?: string;
  description?: string;
  default?: unknown;
  example?: unknown;
  form?: FormHints;
}

export interface TextOptions extends FieldOptions {
  min?: number;
  max: number;
  /** Checked after trimming; `hint` says in words what it wants. */
  pattern?: RegExp;
  hint?: string;
  /** Secrets and file contents are taken as they are. */
  trim?: boolean;
}

export interface IntegerOptions extends FieldOptions {
  min?: number;
  max?: number;
}

/** PostgreSQL stores neither NUL nor a lone surrogate. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;

/** Largest value of an `integer` column. */
const MAX_INTEGER = 2_147_483_647;

const define = (
  schema: ApiPropertyOptions,
  options: FieldOptions,
  checks: PropertyDecorator[],
  more: { nested?: FieldClass; fallback?: unknown } = {},
) => {
  const { optional = false, nullable = false, title, description, example } = options;
  const documented = {
    ...schema,
    required: !optional,
    ...(nullable && { nullable: true }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
    ...(options.default !== undefined && { default: options.default }),
  } as ApiPropertyOptions;
  const absent = (_: object, value: unknown): boolean =>
    !((optional && value === undefined) || (nullable && value === null));
  return applyDecorators(
    ...checks,
    ...(optional || nullable ? [ValidateIf(absent)] : []),
    ApiProperty(documented),
    (target: object, key: string | symbol) =>
      declareField(target, String(key), { schema: documented, form: options.form, ...more }),
  );
};

/** A string: validated, trimmed and documented at once. Lengths are UTF-16 units after trimming. What PostgreSQL cannot store is refused. */
export const Text = ({ min = 0, max, pattern, hint, trim = true, ...options }: TextOptions): PropertyDecorator =>
  define(
    { type: String, minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) } as ApiPropertyOptions,
    options,
    [
      IsString(),
      Length(min, max),
      Matches(STORABLE, { message: '$property must not contain NUL or half a surrogate pair' }),
      ...(pattern ? [Matches(pattern, { message: `$property ${hint ?? 'has the wrong form'}` })] : []),
      ...(trim ? [Transform(({ value }) => (typeof value === 'string' ? value.trim() : value))] : []),
    ],
  );

/** A JSON integer (a number, never a numeric string). */
export const Integer = ({ min = 0, max = MAX_INTEGER, ...options }: IntegerOptions = {}): PropertyDecorator =>
  define({ type: 'integer', minimum: min, maximum: max }, options, [IsInt(), Min(min), Max(max)]);

/** A finite JSON number, which may have a fraction. */
export const Decimal = ({ min = 0, max, ...options }: IntegerOptions & { max: number }): PropertyDecorator =>
  define({ type: Number, minimum: min, maximum: max }, options, [IsNumber(), Min(min), Max(max)]);

/** A positive row id. */
export const Id = (options: FieldOptions = {}): PropertyDecorator => Integer({ min: 1, ...options });

/** A JSON boolean. */
export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  define({ type: Boolean }, options, [IsBoolean()]);

/** One of a closed list of strings. */
export const OneOf = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  define({ type: String, enum: [...values] }, options, [IsIn([...values])]);

/** A moment in ISO 8601, sent as `…Z`. */
export const Moment = (options: FieldOptions = {}): PropertyDecorator =>
  define({ type: String, format: 'date-time' }, options, [IsISO8601({ strict: true })]);

/** Any finite number, for replies. */
export const Quantity = (options: FieldOptions = {}): PropertyDecorator => define({ type: Number }, options, []);

/** A plain object whose shape the service checks (a plugin's `config`). */
export const Dictionary = (options: FieldOptions = {}): PropertyDecorator =>
  define({ type: 'object', additionalProperties: true } as ApiPropertyOptions, options, [IsObject()]);

/** An object of a DTO class. */
export const Nested = (type: FieldClass, options: FieldOptions = {}): PropertyDecorator =>
  define({ type } as ApiPropertyOptions, options, [IsObject(), ValidateNested(), Type(() => type)], { nested: type });

/** A list of objects of a DTO class. */
export const ListOf = (type: FieldClass, options: FieldOptions & { max?: number } = {}): PropertyDecorator =>
  define(
    { type: [type], maxItems: options.max } as ApiPropertyOptions,
    options,
    [IsArray(), ArrayMaxSize(options.max ?? 1000), ValidateNested({ each: true }), Type(() => type)],
    { nested: type },
  );

export interface TextListOptions extends FieldOptions {
  values?: readonly string[];
  minItems?: number;
  maxItems: number;
  maxLength?: number;
  /** Of each; `hint` says in words what it wants. */
  pattern?: RegExp;
  hint?: string;
}

/** A list of strings, from a closed list when `values` is given. */
export const TextList = (given: TextListOptions) => {
  const { values, minItems = 0, maxItems, maxLength = 255, pattern, hint, ...options } = given;
  const schema = { type: [String], minItems, maxItems, ...(values && { enum: [...values] }) } as ApiPropertyOptions;
  return define(schema, options, [
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    ...(values
      ? [IsIn([...values], { each: true })]
      : [IsString({ each: true }), Length(1, maxLength, { each: true }), Matches(STORABLE, { each: true })]),
    ...(pattern
      ? [Matches(pattern, { each: true, message: `each of $property ${hint ?? 'must have the right form'}` })]
      : []),
  ]);
};

/** A list of integers. */
export const IdList = ({ maxItems, ...options }: FieldOptions & { maxItems: number }): PropertyDecorator =>
  define({ type: 'array', items: { type: 'integer' }, maxItems } as ApiPropertyOptions, options, [
    IsArray(),
    ArrayMaxSize(maxItems),
    IsInt({ each: true }),
    Min(1, { each: true }),
    Max(MAX_INTEGER, { each: true }),
  ]);

/**
 * An integer of the query string: absent gives `fallback`, beyond `max` is clamped, anything that is not a
 * non-negative integer is refused.
 */
export const QueryInteger = (options: FieldOptions & { min?: number; max: number; fallback?: number }) =>
  define(
    { type: 'integer', minimum: options.min ?? 0, maximum: options.max, default: options.fallback },
    { ...options, optional: true },
    [
      IsInt(),
      Min(options.min ?? 0),
      Transform(({ value }: { value: unknown }) => {
        if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) return value;
        return Math.min(Number(value), options.max);
      }),
    ],
    { fallback: options.fallback?.toString() },
  );

/** A switch of the query string: `1`/`true` or `0`/`false`. */
export const QueryFlag = (options: FieldOptions = {}): PropertyDecorator =>
  define({ type: Boolean }, { ...options, optional: true }, [
    IsBoolean(),
    Transform(({ value }: { value: unknown }) =>
      value === '1' || value === 'true' ? true : value === '0' || value === 'false' ? false : value,
    ),
  ]);
