import { useState, type ReactNode } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { exampleOf, resolveSchema, type ApiDocument, type Operation } from './api-document.js';
import { CodeBlock } from './CodeBlock.js';
import { SchemaFields } from './SchemaFields.js';
import { TryIt } from './TryIt.js';
import { curlOf } from './try-request.js';

interface OperationDetailsProps {
  document: ApiDocument;
  operation: Operation;
}

export const OperationDetails = ({ document, operation }: OperationDetailsProps) => {
  const t = useT();
  const { parameters, body, replies } = operation;
  const [isTrying, setTrying] = useState(false);
  const bodyExample = body ? JSON.stringify(exampleOf(document, body), null, 2) : '';
  const parameterFields = {
    type: 'object',
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(
      parameters.map(({ name, description, schema }) => [
        name,
        { ...schema, description: description ?? schema?.description },
      ]),
    ),
  };
  return (
    <div className="grid grid-cols-1 gap-6 border-t border-line bg-canvas/50 px-5 py-5">
      {operation.description && (
        <p className="max-w-prose whitespace-pre-line text-ink-2">{operation.description.replaceAll('`', '')}</p>
      )}
      {parameters.length > 0 && (
        <Part title={t('docs.parameters')}>
          <SchemaFields document={document} schema={parameterFields} isInput />
        </Part>
      )}
      {body && (
        <Part title={t('docs.body')}>
          <SchemaFields document={document} schema={body} isInput />
        </Part>
      )}
      {replies.map(({ status, schema }) => (
        <Part
          key={status}
          title={status === 'default' ? t('docs.failure') : t('docs.answer')}
          badge={status === 'default' ? undefined : <Badge tone="good">{status}</Badge>}
        >
          {schema && status !== 'default' && Object.keys(resolveSchema(document, schema)).length > 0 ? (
            <>
              <SchemaFields document={document} schema={schema} />
              <CodeBlock label={t('docs.example')} text={JSON.stringify(exampleOf(document, schema), null, 2)} />
            </>
          ) : (
            <p className="text-sm text-ink-2">{status === 'default' ? t('docs.failureText') : t('docs.noContent')}</p>
          )}
        </Part>
      ))}
      <CodeBlock label="curl" text={curlOf(operation, {}, bodyExample, location.origin)} />
      <details
        onToggle={(event) => setTrying(event.currentTarget.open)}
        className="rounded-md border border-line bg-surface"
      >
        <summary className="px-4 py-2.5 font-medium">{t('docs.try')}</summary>
        {isTrying && <TryIt operation={operation} bodyExample={bodyExample} />}
      </details>
    </div>
  );
};

const Part = ({ title, badge, children }: { title: string; badge?: ReactNode; children: ReactNode }) => (
  <section className="grid grid-cols-1 gap-2">
    <h3 className="flex items-center gap-2 text-sm font-semibold">
      {title}
      {badge}
    </h3>
    {children}
  </section>
);
