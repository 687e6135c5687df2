import { useState, type SubmitEvent } from 'react';
import type { TerminalPrompt } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Field } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { PasswordInput } from '../../../shared/ui/PasswordInput.js';
import type { Pane } from '../workspace/pane.js';
import { AskCard } from './AskCard.js';
import { HostKeyQuestion } from './HostKeyQuestion.js';

interface PromptCardProps {
  pane: Pane;
  prompt: TerminalPrompt;
  name: string;
}

export const PromptCard = ({ pane, prompt, name }: PromptCardProps) => {
  const t = useT();
  const [answers, setAnswers] = useState(() => prompt.fields.map(() => ''));
  const answer = (given: string[] | null) => pane.session?.answer(given);
  if (prompt.kind === 'hostkey' && prompt.hostkey)
    return <HostKeyQuestion hostkey={prompt.hostkey} onAnswer={(choice) => answer([choice])} />;

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    answer(answers);
  };
  const titles = { password: 'terminal.askTitlePassword', passphrase: 'terminal.askTitlePassphrase' } as const;
  const title =
    prompt.kind === 'password' || prompt.kind === 'passphrase' ? t(titles[prompt.kind], { name }) : prompt.title;
  return (
    <form onSubmit={submit} className="contents" autoComplete="off">
      <AskCard
        title={title}
        footer={
          <>
            <Button onClick={() => answer(null)}>{t('terminal.decline')}</Button>
            <Button type="submit" variant="primary">
              {t('terminal.answer')}
            </Button>
          </>
        }
      >
        {prompt.instructions && <p className="whitespace-pre-wrap text-ink-2">{prompt.instructions}</p>}
        {prompt.fields.map((field, at) => {
          const Control = field.echo ? Input : PasswordInput;
          return (
            // Fields of one question never change their places.
            // oxlint-disable-next-line react/no-array-index-key
            <Field key={at} label={field.label}>
              <Control
                autoComplete="off"
                spellCheck={false}
                value={answers[at]}
                onChange={(event) => setAnswers(answers.with(at, event.target.value))}
              />
            </Field>
          );
        })}
      </AskCard>
    </form>
  );
};
