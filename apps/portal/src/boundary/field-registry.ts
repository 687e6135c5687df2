import type { ApiPropertyOptions } from '@nestjs/swagger';

/** A DTO class. */
export type FieldClass = new () => object;

/** What a generated form needs beyond the type. */
export interface FormHints {
  /** Sealed at rest, never sent back. */
  secret?: boolean;
  /** Shown only while the other field has one of the values. */
  showIf?: Record<string, string | readonly string[]>;
  format?: 'password' | 'textarea' | 'hostname';
  /** Words for the values of a closed list. */
  labels?: Record<string, string>;
  /** Folded away until somebody looks for it. */
  advanced?: boolean;
}

export interface FieldDeclaration {
  schema: ApiPropertyOptions;
  form?: FormHints;
  nested?: FieldClass;
  /** Stands for the field when it is absent. */
  fallback?: unknown;
}

const registry = new WeakMap<object, Map<string, FieldDeclaration>>();

export const declareField = (prototype: object, name: string, field: FieldDeclaration): void => {
  const own = registry.get(prototype) ?? new Map<string, FieldDeclaration>();
  registry.set(prototype, own.set(name, field));
};

const complete = new WeakMap<FieldClass, Map<string, FieldDeclaration>>();

/** The declared fields of a class, its parents' first. Asked when all classes are defined: the answer is kept. */
export const fieldsOf = (type: FieldClass): Map<string, FieldDeclaration> => {
  const known = complete.get(type);
  if (known) return known;
  const chain: Map<string, FieldDeclaration>[] = [];
  for (let at: object | null = type.prototype as object; at; at = Object.getPrototypeOf(at) as object | null) {
    const own = registry.get(at);
    if (own) chain.unshift(own);
  }
  const fields = new Map(chain.flatMap((own) => [...own]));
  complete.set(type, fields);
  return fields;
};

/** Copies only what the class declares, so a new column cannot leave by accident. Dates become ISO 8601 UTC. */
export const project = (type: FieldClass, value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return value;
  const source = value as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const [name, { nested }] of fieldsOf(type)) {
    const field = source[name];
    if (field === undefined) continue;
    if (field instanceof Date) out[name] = field.toISOString();
    else if (nested && Array.isArray(field)) out[name] = field.map((item) => project(nested, item));
    else out[name] = nested ? project(nested, field) : field;
  }
  return out;
};

/** JSON Schema of a form, with `x-secret`, `x-show-if`, `x-labels`, `x-advanced` and `x-order` for whoever draws it. */
export interface FormSchema {
  type: 'object';
  properties: Record<string, Record<string, unknown>>;
  required: string[];
}

const typeOf = (kind: unknown): object => {
  if (Array.isArray(kind)) return { type: 'array', items: { type: 'string' } };
  return { type: kind === String ? 'string' : kind === Boolean ? 'boolean' : kind };
};

/** The `config_schema` of a plugin's parameter class. */
export const formSchemaOf = (type: FieldClass): FormSchema => {
  const schema: FormSchema = { type: 'object', properties: {}, required: [] };
  let order = 0;
  for (const [name, { schema: documented, form }] of fieldsOf(type)) {
    const { required, type: kind, ...rest } = documented as Record<string, unknown>;
    if (required) schema.required.push(name);
    schema.properties[name] = {
      ...typeOf(kind),
      ...rest,
      'x-order': order++,
      ...(form?.format && { format: form.format }),
      ...(form?.secret && { 'x-secret': true }),
      ...(form?.showIf && { 'x-show-if': form.showIf }),
      ...(form?.labels && { 'x-labels': form.labels }),
      ...(form?.advanced && { 'x-advanced': true }),
    };
  }
  return schema;
};
