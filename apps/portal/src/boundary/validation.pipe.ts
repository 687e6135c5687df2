import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { type FieldError, invalidFields } from '#libs/contracts';
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
  const instance = plainToInstance(type, value, { exposeDefaultValues: true });
  const faults = validateSync(instance, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true });
  if (faults.length > 0) throw invalidFields(describe(faults, prefix).slice(0, MAX_DETAILS));
  return instance;
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
    return parseFields(metatype as FieldClass, value ?? (type === 'query' ? {} : undefined));
  }
}
