import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { networkError } from '../../shared/api/api-error.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { Textarea } from '../../shared/ui/Textarea.js';
import type { Operation } from './api-document.js';
import { CodeBlock } from './CodeBlock.js';
import { sendTry, type TryAnswer } from './try-request.js';

interface TryItProps {
  operation: Operation;
  bodyExample: string;
}

/** A real call with the session of whoever reads this. */
export const TryIt = ({ operation, bodyExample }: TryItProps) => {
  const t = useT();
  const [parameters, setParameters] = useState<Record<string, string>>({});
  const [body, setBody] = useState(bodyExample);
  const send = useMutation({ mutationFn: () => sendTry(operation, { parameters, body }) });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <p className="text-sm text-ink-2">{operation.method === 'GET' ? t('docs.tryRead') : t('docs.tryWrite')}</p>
      {operation.parameters.map(({ name, required, in: place }) => (
        <Field key={name} label={name} note={place}>
          <Input
            required={required}
            spellCheck={false}
            autoComplete="off"
            value={parameters[name] ?? ''}
            onChange={(event) => setParameters({ ...parameters, [name]: event.target.value })}
            className="max-w-md font-mono"
          />
        </Field>
      ))}
      {operation.body && (
        <Field label={t('docs.body')}>
          <Textarea
            rows={8}
            spellCheck={false}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            className="font-mono text-sm"
          />
        </Field>
      )}
      <Button
        type="submit"
        variant={operation.method === 'DELETE' ? 'danger' : 'primary'}
        busy={send.isPending}
        className="justify-self-start"
      >
        {t('docs.send')}
      </Button>
      <FormProblem problem={send.isError ? errorText(networkError(send.error), t) : undefined} />
      {send.data && <Answer answer={send.data} />}
    </form>
  );
};

const Answer = ({ answer }: { answer: TryAnswer }) => {
  const t = useT();
  return (
    <div role="status" className="grid grid-cols-1 gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <Badge tone={answer.status < 400 ? 'good' : 'bad'}>
          {answer.status} {answer.statusText}
        </Badge>
        {t('docs.took', { duration: answer.durationMs })}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 font-mono text-xs text-ink-3">
        {answer.headers.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt>{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {answer.text && <CodeBlock label={t('docs.answer')} text={answer.text} />}
    </div>
  );
};
