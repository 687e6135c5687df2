import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Retention } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { Field } from '../../../shared/ui/Field.js';
import { FormCard } from '../../../shared/ui/FormCard.js';
import { Input } from '../../../shared/ui/Input.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { retentionQuery, saveWindows, WINDOWS, type RetentionWindow } from './retention-queries.js';

type Typed = Record<RetentionWindow, string>;

const WHOLE = /^\d{1,4}$/;
/** Ten years. */
const MAX_DAYS = 3650;

const eachWindow = <T,>(value: (name: RetentionWindow) => T): Record<RetentionWindow, T> =>
  Object.fromEntries(WINDOWS.map((name) => [name, value(name)])) as Record<RetentionWindow, T>;

/** Windows that will keep less than they did; nothing is shorter than for ever. */
const shortened = (before: Record<RetentionWindow, number>, after: Record<RetentionWindow, number>) =>
  WINDOWS.filter((name) => after[name] !== 0 && (before[name] === 0 || after[name] < before[name]));

/** How many days each kind of thing is kept; a shorter time is asked about first. */
export const WindowsForm = ({ retention }: { retention: Retention }) => {
  const t = useT();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const form = useForm<Typed>({
    initial: eachWindow((name) => String(retention[name])),
    validate: (values) =>
      eachWindow((name) => {
        if (!WHOLE.test(values[name])) return t('common.notANumber');
        return Number(values[name]) > MAX_DAYS ? t('common.tooBig', { maximum: MAX_DAYS }) : undefined;
      }),
    save: async (values) => {
      const wanted = eachWindow((name) => Number(values[name]));
      if (!isAsking && shortened(retention, wanted).length > 0) {
        setAsking(true);
        return;
      }
      setAsking(false);
      queries.setQueryData(retentionQuery.queryKey, await saveWindows(wanted));
      toast.success(t('common.saved'));
    },
  });
  const { values, errors, set } = form;
  const less = shortened(
    retention,
    eachWindow((name) => Number(values[name])),
  );

  return (
    <>
      <FormCard form={form} title={t('retention.windows')} description={t('retention.windowsText')}>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          {WINDOWS.map((name) => (
            <Field key={name} label={t(`retention.${name}`)} error={errors[name]} note={noteOf(values[name], t)}>
              <Input
                inputMode="numeric"
                autoComplete="off"
                value={values[name]}
                onChange={(event) => set(name, event.target.value)}
              />
            </Field>
          ))}
        </div>
      </FormCard>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        busy={form.isBusy}
        title={t('retention.shorter')}
        description={t('retention.shorterText', { names: less.map((name) => t(`retention.${name}`)).join(', ') })}
        confirmLabel={t('retention.shorten')}
        onConfirm={() => void form.submit()}
      />
    </>
  );
};

/** What the number means. */
const noteOf = (days: string, t: ReturnType<typeof useT>): string | undefined => {
  if (!WHOLE.test(days)) return undefined;
  return Number(days) === 0 ? t('retention.forEver') : t('retention.dayCount', { count: Number(days) });
};
