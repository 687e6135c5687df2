import { Cross2Icon, PlusIcon } from '@radix-ui/react-icons';
import { useRef } from 'react';
import { LIMITS } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Input } from '../../../shared/ui/Input.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { useForm } from '../../../shared/ui/use-form.js';
import type { NewPoll } from '../session/chat-view.js';
import { checkPoll, DURATIONS, EMPTY_POLL, pollToSend } from './poll-form.js';

interface PollDialogProps {
  /** Rejects with `ApiError`. */
  onCreate: (poll: NewPoll) => Promise<unknown>;
  onClose: () => void;
}

const { poll: POLL } = LIMITS;

/** Render it only while it is open. */
export const PollDialog = ({ onCreate, onClose }: PollDialogProps) => {
  const t = useT();
  const list = useRef<HTMLFieldSetElement>(null);
  const form = useForm({
    initial: EMPTY_POLL,
    extraFields: EMPTY_POLL.options.map((_, index) => `options.${index}`),
    validate: (values) => checkPoll(values, t),
    save: async (values) => {
      await onCreate(pollToSend(values));
      onClose();
    },
  });
  const { options } = form.values;
  const setOption = (at: number, text: string) => form.set('options', options.with(at, text));
  const focusOption = (at: number) => requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus());
  const add = () => {
    form.set('options', [...options, '']);
    focusOption(options.length);
  };
  const remove = (at: number) => {
    form.set('options', options.toSpliced(at, 1));
    focusOption(Math.max(0, at - 1));
  };

  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('polls.new')}
      description={t('polls.newText')}
      submitLabel={t('polls.create')}
    >
      <Field label={t('polls.question')} error={form.errors['question']}>
        <Input
          autoFocus
          required
          maxLength={POLL.question}
          value={form.values.question}
          onChange={(event) => form.set('question', event.target.value)}
        />
      </Field>
      <fieldset ref={list} className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">{t('polls.options')}</legend>
        {options.map((option, index) => (
          <OptionField
            key={index}
            number={index + 1}
            value={option}
            error={form.errors[`options.${index}`]}
            onChange={(text) => setOption(index, text)}
            onRemove={options.length > POLL.minOptions ? () => remove(index) : undefined}
          />
        ))}
        {options.length < POLL.maxOptions && (
          <Button size="sm" variant="ghost" className="justify-self-start" onClick={add}>
            <PlusIcon aria-hidden />
            {t('polls.addOption')}
          </Button>
        )}
      </fieldset>
      <SwitchField label={t('polls.allowMultiple')} hint={t('polls.allowMultipleHint')}>
        <Switch checked={form.values.allow_multiple} onCheckedChange={(isOn) => form.set('allow_multiple', isOn)} />
      </SwitchField>
      <SwitchField label={t('polls.anonymous')} hint={t('polls.anonymousHint')}>
        <Switch checked={form.values.anonymous_votes} onCheckedChange={(isOn) => form.set('anonymous_votes', isOn)} />
      </SwitchField>
      <Field label={t('polls.duration')} error={form.errors['duration']}>
        <Select
          value={form.values.duration}
          choices={[
            { value: '', label: t('polls.never') },
            ...DURATIONS.map((minutes) => ({ value: String(minutes), label: durationText(minutes, t) })),
          ]}
          onChange={(event) => form.set('duration', event.target.value)}
        />
      </Field>
    </FormDialog>
  );
};

interface OptionFieldProps {
  number: number;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
  onRemove: (() => void) | undefined;
}

const OptionField = ({ number, value, error, onChange, onRemove }: OptionFieldProps) => {
  const t = useT();
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 grow">
        <Input
          aria-label={t('polls.option', { number })}
          aria-invalid={error ? true : undefined}
          placeholder={t('polls.option', { number })}
          maxLength={POLL.option}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {error && (
          <p role="alert" className="mt-1 text-sm text-bad">
            {error}
          </p>
        )}
      </div>
      {onRemove && <IconButton label={t('polls.removeOption', { number })} icon={<Cross2Icon />} onClick={onRemove} />}
    </div>
  );
};

const durationText = (minutes: number, t: Translate): string => {
  if (minutes < 60) return t('polls.minutes', { count: minutes });
  return minutes < 24 * 60
    ? t('polls.hours', { count: minutes / 60 })
    : t('polls.days', { count: minutes / (24 * 60) });
};
