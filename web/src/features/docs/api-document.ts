/** What this page reads of an OpenAPI 3.1 document; the rest is ignored. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  format?: string;
  description?: string;
  default?: unknown;
  example?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  pattern?: string;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
  description?: string;
}

interface RawOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Content;
  responses?: Record<string, Content>;
  security?: unknown[];
}

export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Reply {
  status: string;
  description: string;
  schema: Schema | undefined;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body: Schema | undefined;
  replies: Reply[];
  /** No sign-in needed. */
  isPublic: boolean;
}

export interface OperationGroup {
  name: string;
  operations: Operation[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The operations by their first tag, in the order of the document. */
export const groupOperations = (document: ApiDocument): OperationGroup[] => {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const raw = item[method];
      if (!raw) continue;
      const name = raw.tags?.[0] ?? 'portal';
      groups.set(name, [...(groups.get(name) ?? []), readOperation(method, path, raw)]);
    }
  }
  return [...groups].map(([name, operations]) => ({ name, operations }));
};

const readOperation = (method: string, path: string, raw: RawOperation): Operation => ({
  id: raw.operationId ?? `${method} ${path}`,
  method: method.toUpperCase(),
  path,
  summary: raw.summary ?? path,
  description: raw.description ?? '',
  parameters: raw.parameters ?? [],
  body: schemaOf(raw.requestBody),
  replies: Object.entries(raw.responses ?? {}).map(([status, reply]) => ({
    status,
    description: reply.description ?? '',
    schema: schemaOf(reply),
  })),
  isPublic: (raw.security ?? []).length === 0,
});

const schemaOf = (content: Content | undefined): Schema | undefined => Object.values(content?.content ?? {})[0]?.schema;

/** Follows `$ref` and melts `allOf` into one schema; a reference to nowhere is an empty schema. */
export const resolveSchema = (document: ApiDocument, schema: Schema): Schema => {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const found = document.components?.schemas?.[name];
    return found
      ? { ...resolveSchema(document, found), ...(schema.description && { description: schema.description }) }
      : {};
  }
  if (schema.allOf?.length === 1 && schema.allOf[0])
    return { ...resolveSchema(document, schema.allOf[0]), ...schema, allOf: undefined };
  return schema;
};

/** `string`, `integer | null`, `object[]`. */
export const typeName = (document: ApiDocument, schema: Schema): string => {
  const resolved = resolveSchema(document, schema);
  const types = [resolved.type ?? (resolved.properties ? 'object' : 'any')].flat();
  return types
    .map((type) => (type === 'array' && resolved.items ? `${typeName(document, resolved.items)}[]` : type))
    .join(' | ');
};

const MAX_DEPTH = 5;

/** A value of the shape, for the example and as a start to try with. */
export const exampleOf = (document: ApiDocument, schema: Schema, depth = 0): unknown => {
  const resolved = resolveSchema(document, schema);
  if (resolved.example !== undefined) return resolved.example;
  if (resolved.default !== undefined) return resolved.default;
  if (resolved.enum?.length) return resolved.enum[0];
  const [type] = [resolved.type ?? (resolved.properties ? 'object' : 'null')].flat();
  if (type === 'array')
    return resolved.items && depth < MAX_DEPTH ? [exampleOf(document, resolved.items, depth + 1)] : [];
  if (type === 'object') {
    if (depth >= MAX_DEPTH) return {};
    const fields = Object.entries(resolved.properties ?? {});
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(document, field, depth + 1)]));
  }
  if (type === 'integer' || type === 'number') return Math.max(resolved.minimum ?? 0, 1);
  if (type === 'boolean') return false;
  if (type === 'string') return resolved.format === 'date-time' ? '2026-01-15T12:00:00Z' : 'string';
  return null;
};

/** The rules of a value in a few words: `1–100 characters`, `≥ 1`, `a, b, c`. */
export const limitsOf = ({
  minLength,
  maxLength,
  minimum,
  maximum,
  enum: values,
  format,
  pattern,
}: Schema): string[] => {
  const limits: string[] = [];
  if (values) limits.push(values.map((value) => JSON.stringify(value)).join(', '));
  if (maxLength !== undefined) limits.push(minLength ? `${minLength}–${maxLength} chars` : `≤ ${maxLength} chars`);
  if (minimum !== undefined && maximum !== undefined && maximum < 2 ** 31 - 1) limits.push(`${minimum}–${maximum}`);
  else if (minimum !== undefined) limits.push(`≥ ${minimum}`);
  if (format) limits.push(format);
  if (pattern) limits.push(`/${pattern}/`);
  return limits;
};
