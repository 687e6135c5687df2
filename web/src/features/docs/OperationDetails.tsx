import { useState, type ReactNode } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { exampleOf, resolveSchema, type ApiDocument, type Operation, type Reply } from './api-document.js';
import { Tabs } from '../../shared/ui/Tabs.js';
import { CodeBlock } from './CodeBlock.js';
import { SchemaFields } from './SchemaFields.js';
import { TryIt } from './TryIt.js';
import { curlOf } from './try-request.js';

interface OperationDetailsProps {
  document: ApiDocument;
  operation: Operation;
}

/** What an operation takes and gives, and the way to call it from here. */
export const OperationDetails = ({ document, operation }: OperationDetailsProps) => {
  const t = useT();
  const [tab, setTab] = useState<'reference' | 'try'>('reference');
  const { body } = operation;
  const bodyExample = body ? JSON.stringify(exampleOf(document, body), null, 2) : '';
  return (
    <div className="border-t border-line bg-canvas/50 px-5 pt-2 pb-5">
      <Tabs
        label={operation.summary}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: 'reference',
            label: t('docs.reference'),
            content: <Reference document={document} operation={operation} bodyExample={bodyExample} />,
          },
          { value: 'try', label: t('docs.try'), content: <TryIt operation={operation} bodyExample={bodyExample} /> },
        ]}
      />
    </div>
  );
};

const Reference = ({ document, operation, bodyExample }: OperationDetailsProps & { bodyExample: string }) => {
  const t = useT();
  const { parameters, body, replies, description } = operation;
  const parameterFields = {
    type: 'object',
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(
      parameters.map(({ name, description: words, schema }) => [
        name,
        { ...schema, description: words ?? schema?.description },
      ]),
    ),
  };
  return (
    <div className="grid grid-cols-1 gap-6">
      {description && <p className="max-w-prose whitespace-pre-line text-ink-2">{description.replaceAll('`', '')}</p>}
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
      {replies.map((reply) => (
        <ReplyPart key={reply.status} document={document} reply={reply} />
      ))}
      <CodeBlock label="curl" text={curlOf(operation, {}, bodyExample, location.origin)} />
    </div>
  );
};

const ReplyPart = ({ document, reply: { status, schema } }: { document: ApiDocument; reply: Reply }) => {
  const t = useT();
  if (status === 'default') {
    return (
      <Part title={t('docs.failure')}>
        <p className="text-sm text-ink-2">{t('docs.failureText')}</p>
      </Part>
    );
  }
  const hasContent = schema && Object.keys(resolveSchema(document, schema)).length > 0;
  return (
    <Part title={t('docs.answer')} badge={<Badge tone="good">{status}</Badge>}>
      {hasContent ? (
        <>
          <SchemaFields document={document} schema={schema} />
          <CodeBlock label={t('docs.example')} text={JSON.stringify(exampleOf(document, schema), null, 2)} />
        </>
      ) : (
        <p className="text-sm text-ink-2">{t('docs.noContent')}</p>
      )}
    </Part>
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
