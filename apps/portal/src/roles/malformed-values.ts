import type { OpenAPIObject } from '@nestjs/swagger';

type Document = Pick<OpenAPIObject, 'components'>;

/** The part of JSON Schema our documents use. */
export interface FieldSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  allOf?: FieldSchema[];
  anyOf?: FieldSchema[];
  oneOf?: FieldSchema[];
}

/** A schema of a document with its references followed. */
export const resolveSchema = (document: Document, schema: FieldSchema): FieldSchema => {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return resolveSchema(document, document.components!.schemas![name] as FieldSchema);
  }
  const [only, ...others] = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(
    ({ type }) => type !== 'null',
  );
  if (!only || others.length > 0) return schema;
  const isNullable = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(({ type }) => type === 'null');
  const resolved = resolveSchema(document, only);
  return isNullable ? { ...resolved, type: [...typesOf(resolved), 'null'] } : resolved;
};

export const typesOf = ({ type }: FieldSchema): string[] => [type ?? []].flat();

const MANY = 5000;

/** Junk that is not deep enough to be refused for its depth. */
const NESTED = Array.from({ length: 10 }).reduce<unknown>((inner) => ({ a: [inner] }), null);

const BY_TYPE: Record<string, (schema: FieldSchema) => unknown[]> = {
  string: ({ minLength = 0, maxLength, enum: closed, pattern }) => [
    ...[7, true, {}, [], ['x'], NESTED, 'a\0b', '\ud800', `${'\udc00'}a`],
    ...(minLength > 0 ? ['', ' '.repeat(minLength)] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(closed || pattern ? ['\u202e\u0007', '__proto__'] : []),
  ],
  integer: ({ minimum, maximum }) => [
    ...['1', '', 1.5, 1e300, -1e300, true, {}, [], [1], NESTED],
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ],
  number: () => ['1', true, {}, [], NESTED],
  boolean: () => ['true', 'yes', 0, 1, {}, [], NESTED],
  array: ({ maxItems }) => [
    ...['x', 7, {}, true, [null], [[]], NESTED, ['a\0b'], ['\ud800']],
    ...(maxItems === undefined ? [] : [Array.from({ length: Math.min(maxItems + 1, MANY) }, (_, at) => `x${at}`)]),
  ],
  object: () => ['x', 7, [], true],
};

/** What a field must refuse by its own documentation. */
export const malformedValues = (schema: FieldSchema): unknown[] => {
  const types = typesOf(schema);
  const [type = 'object'] = types.filter((candidate) => candidate !== 'null');
  return [...(BY_TYPE[type]?.(schema) ?? []), ...(types.includes('null') ? [] : [null])];
};

/** Bodies that are no JSON object, whatever the route; a body of undefined is not sent. */
export const MALFORMED_BODIES: [name: string, body: string | undefined, headers?: Record<string, string>][] = [
  ['no body', undefined],
  ['half an object', '{"name":'],
  ['bytes that are not UTF-8', '\u0000\u0001'],
  ['a list', '[]'],
  ['a string', '"x"'],
  ['null', 'null'],
  ['a prototype', '{"__proto__":{"isAdmin":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['a deep list', '['.repeat(100_000)],
  ['a deep object', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', 'x', { 'content-type': 'text/plain' }],
  ['an unknown content type', '{}', { 'content-type': 'application/octet-stream' }],
  ['a broken content type', '{}', { 'content-type': ';;;' }],
  ['more than a megabyte', JSON.stringify({ name: 'x'.repeat(1024 * 1024) })],
];
