import { CheckCircledIcon, CrossCircledIcon } from '@radix-ui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LIMITS } from '#libs/contracts';
import { ApiError } from '../../../shared/api/api-error.js';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { Field } from '../../../shared/ui/Field.js';
import { Textarea } from '../../../shared/ui/Textarea.js';
import { tryText } from './automod-queries.js';
import type { RuleValues } from './rule-form.js';

interface TryTextProps {
  /** Only this rule, as it stands in the form. */
  draft?: RuleValues;
  isDisabled?: boolean;
}

type Finding = Awaited<ReturnType<typeof tryText>>[number];

/** Asks the rules about a text; nothing comes of it. */
export const TryText = ({ draft, isDisabled }: TryTextProps) => {
  const t = useT();
  const [text, setText] = useState('');
  const attempt = useMutation({ mutationFn: () => tryText(text, draft) });
  const found = attempt.data?.filter(({ triggered }) => triggered);
  return (
    <div className="grid gap-3">
      <Field label={t('automod.tryPlaceholder')} hint={t('automod.tryAs')}>
        <Textarea
          rows={2}
          maxLength={LIMITS.message}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            attempt.reset();
          }}
        />
      </Field>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <Button busy={attempt.isPending} disabled={isDisabled || !text.trim()} onClick={() => attempt.mutate()}>
          {t('automod.test')}
        </Button>
        <div role="status" className="min-w-0 grow self-center">
          {attempt.error && <p className="text-bad">{problemText(attempt.error, t)}</p>}
          {found?.length === 0 && (
            <p className="flex items-center gap-2 text-good">
              <CheckCircledIcon aria-hidden className="shrink-0" />
              {draft ? t('automod.passes') : t('automod.noneFound')}
            </p>
          )}
          {found && found.length > 0 && (
            <ul className="grid gap-1">
              {found.map((finding) => (
                <FindingLine key={finding.rule_id ?? 0} finding={finding} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
};

const FindingLine = ({ finding: { name, matched, enabled } }: { finding: Finding }) => {
  const t = useT();
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2">
      <CrossCircledIcon aria-hidden className="shrink-0 text-bad" />
      {name && <span className="font-medium">{name}</span>}
      <span className="min-w-0 break-words text-ink-2">{t('automod.stops', { matched: matched ?? '' })}</span>
      {!enabled && <Badge>{t('automod.offNow')}</Badge>}
    </li>
  );
};

/** What is wrong with a draft says more than that something is. */
const problemText = (error: unknown, t: ReturnType<typeof useT>): string => {
  const [field] = error instanceof ApiError ? error.fields : [];
  return field ? `${field.field}: ${field.message}` : errorText(error, t);
};
