import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { limitsOf, resolveSchema, typeName, type ApiDocument, type Schema } from './api-document.js';

interface SchemaFieldsProps {
  document: ApiDocument;
  schema: Schema;
  /** Marks what has to be given; in an answer everything is there anyway. */
  isInput?: boolean;
  depth?: number;
}

/** Deep enough for every shape of the API; a shape that holds itself ends here. */
const MAX_DEPTH = 4;

export const SchemaFields = ({ document, schema, isInput, depth = 0 }: SchemaFieldsProps) => {
  const resolved = resolveSchema(document, schema);
  const shape = resolved.type === 'array' && resolved.items ? resolveSchema(document, resolved.items) : resolved;
  const fields = Object.entries(shape.properties ?? {});
  if (fields.length === 0) return <code className="text-sm text-ink-2">{typeName(document, resolved)}</code>;
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {fields.map(([name, field]) => (
        <FieldRow
          key={name}
          document={document}
          name={name}
          schema={field}
          isInput={isInput}
          isRequired={(isInput && shape.required?.includes(name)) ?? false}
          depth={depth}
        />
      ))}
    </ul>
  );
};

interface FieldRowProps extends SchemaFieldsProps {
  name: string;
  isRequired: boolean;
  depth: number;
}

const FieldRow = ({ document, name, schema, isInput, isRequired, depth }: FieldRowProps) => {
  const t = useT();
  const resolved = resolveSchema(document, schema);
  const inner = resolved.type === 'array' && resolved.items ? resolveSchema(document, resolved.items) : resolved;
  const limits = limitsOf(resolved);
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        <code className="text-sm font-semibold">{name}</code>
        <code className="text-xs text-ink-3">{typeName(document, resolved)}</code>
        {isRequired && <Badge tone="warn">{t('docs.required')}</Badge>}
        {limits.map((limit) => (
          <code key={limit} className="text-xs break-all text-ink-3">
            {limit}
          </code>
        ))}
        {resolved.default !== undefined && (
          <span className="text-xs text-ink-3">
            {t('docs.default')} <code>{JSON.stringify(resolved.default)}</code>
          </span>
        )}
      </div>
      {resolved.description && <p className="mt-0.5 text-sm text-ink-2">{resolved.description.replaceAll('`', '')}</p>}
      {inner.properties && depth < MAX_DEPTH && (
        <div className="mt-2">
          <SchemaFields document={document} schema={inner} isInput={isInput} depth={depth + 1} />
        </div>
      )}
    </li>
  );
};
