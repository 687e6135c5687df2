import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { DomainError, type FieldError, invalidFields } from '#libs/contracts';
import { UnreadBody } from './envelope.js';
import { type FieldClass, fieldsOf } from './field-registry.js';

/** How many bad fields an answer names. */
const MAX_DETAILS = 50;

/**
 * An instance of a DTO class from foreign JSON. Unknown fields are dropped. `prefix` leads the names of bad fields (`config.`).
 * @throws DomainError request.invalid, naming every bad field
 */
export const parseFields = <T extends object>(type: new () => T, value: unknown, prefix = ''): T => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalidFields([{ field: '', message: 'The body must be a JSON object.' }]);
  }
  requireShallow(value);
  const instance = plainToInstance(type, { ...fallbacksOf(type), ...value }, { exposeDefaultValues: true });
  const faults = validateSync(instance, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true });
  if (faults.length > 0) throw invalidFields(describe(faults, prefix).slice(0, MAX_DETAILS));
  return instance;
};

const fallbacksOf = (type: FieldClass): object =>
  Object.fromEntries(
    [...fieldsOf(type)]
      .filter(([, field]) => field.fallback !== undefined)
      .map(([name, field]) => [name, field.fallback]),
  );

/** The transformer recurses; no body of ours is deeper. */
const MAX_DEPTH = 32;

const requireShallow = (body: object): void => {
  let level: object[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw invalidFields([{ field: '', message: `The body is nested deeper than ${MAX_DEPTH}.` }]);
    level = level.flatMap((item) =>
      Object.values(item).filter((value): value is object => value !== null && typeof value === 'object'),
    );
  }
};

const describe = (faults: ValidationError[], prefix = ''): FieldError[] =>
  faults.flatMap(({ property, constraints, children }) => {
    const field = `${prefix}${property}`;
    const own = Object.values(constraints ?? {})
      .slice(0, 1)
      .map((message) => ({ field, message: message.replace(new RegExp(`^${property} `), '') }));
    return [...own, ...describe(children ?? [], `${field}.`)];
  });

/** Checks bodies and queries whose parameter is a DTO class; other parameters pass. */
@Injectable()
export class FieldsPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    if (fieldsOf(metatype as FieldClass).size === 0) return value;
    if (value instanceof UnreadBody) throw new DomainError('request.invalid', { cause: value.fault });
    // Of a body that is missing, the fields that are needed are told; without any, that it is missing.
    if (value === undefined) {
      const empty = parseFields(metatype as FieldClass, {});
      if (type === 'query') return empty;
    }
    return parseFields(metatype as FieldClass, value);
  }
}
