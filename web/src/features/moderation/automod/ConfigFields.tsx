import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { Textarea } from '../../../shared/ui/Textarea.js';
import type { Form } from '../../../shared/ui/use-form.js';
import type { LinkMode, RuleValues } from './rule-form.js';

type FieldsProps = { form: Form<RuleValues> };
type TextName =
  'words' | 'patterns' | 'domains' | 'percent' | 'min_letters' | 'messages' | 'repeats' | 'seconds' | 'minutes';

/** What a rule of the chosen kind can be told. */
export const ConfigFields = ({ form }: FieldsProps) => {
  switch (form.values.kind) {
    case 'words':
      return <WordsFields form={form} />;
    case 'regex':
      return <PatternFields form={form} />;
    case 'links':
      return <LinkFields form={form} />;
    case 'caps':
      return <CapsFields form={form} />;
    case 'flood':
      return <FloodFields form={form} />;
    case 'new_account':
      return <AccountFields form={form} />;
  }
};

interface TextProps extends FieldsProps {
  name: TextName;
  label: string;
  hint?: string;
}

const errorOf = ({ errors }: Form<RuleValues>, name: TextName): string | undefined =>
  errors[`config.${name}`] ?? errors[name];

const Lines = ({ form, name, label, hint }: TextProps) => (
  <Field label={label} hint={hint} error={errorOf(form, name)}>
    <Textarea
      rows={6}
      spellCheck={false}
      autoCapitalize="none"
      value={form.values[name]}
      onChange={(event) => change(form, name, event.target.value)}
      className="font-mono text-sm"
    />
  </Field>
);

const NumberField = ({ form, name, label, hint }: TextProps) => (
  <Field label={label} hint={hint} error={errorOf(form, name)}>
    <Input
      inputMode="numeric"
      autoComplete="off"
      value={form.values[name]}
      onChange={(event) => change(form, name, event.target.value)}
    />
  </Field>
);

const change = (form: Form<RuleValues>, name: TextName, text: string): void => form.set(name, text);

const WordsFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <>
      <Lines form={form} name="words" label={t('automod.wordList')} hint={t('automod.oneALine')} />
      <Field label={t('automod.match')}>
        <Select
          value={form.values.match}
          choices={[
            { value: 'whole', label: t('automod.matchWhole') },
            { value: 'contains', label: t('automod.matchContains') },
          ]}
          onChange={(event) => form.set('match', event.target.value as RuleValues['match'])}
        />
      </Field>
      <SwitchField label={t('automod.leet')} hint={t('automod.leetHint')}>
        <Switch checked={form.values.leet} onCheckedChange={(isOn) => form.set('leet', isOn)} />
      </SwitchField>
    </>
  );
};

const PatternFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <>
      <Lines form={form} name="patterns" label={t('automod.patterns')} hint={t('automod.patternsHint')} />
      <SwitchField label={t('automod.ignoreCase')}>
        <Switch checked={form.values.ignore_case} onCheckedChange={(isOn) => form.set('ignore_case', isOn)} />
      </SwitchField>
    </>
  );
};

const LinkFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <>
      <Field label={t('automod.linkMode')}>
        <Select
          value={form.values.mode}
          choices={[
            { value: 'deny', label: t('automod.linksDeny') },
            { value: 'allow', label: t('automod.linksAllow') },
            { value: 'all', label: t('automod.linksAll') },
          ]}
          onChange={(event) => form.set('mode', event.target.value as LinkMode)}
        />
      </Field>
      {form.values.mode !== 'all' && (
        <Lines form={form} name="domains" label={t('automod.domains')} hint={t('automod.domainsHint')} />
      )}
    </>
  );
};

const CapsFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <NumberField form={form} name="percent" label={t('automod.percent')} />
      <NumberField form={form} name="min_letters" label={t('automod.minLetters')} hint={t('automod.minLettersHint')} />
    </div>
  );
};

const FloodFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <NumberField form={form} name="messages" label={t('automod.messages')} hint={t('automod.messagesHint')} />
      <NumberField form={form} name="repeats" label={t('automod.repeats')} hint={t('automod.repeatsHint')} />
      <NumberField form={form} name="seconds" label={t('automod.seconds')} />
    </div>
  );
};

const AccountFields = ({ form }: FieldsProps) => {
  const t = useT();
  return (
    <>
      <NumberField form={form} name="minutes" label={t('automod.accountMinutes')} />
      <SwitchField label={t('automod.linksOnly')} hint={t('automod.linksOnlyHint')}>
        <Switch checked={form.values.links_only} onCheckedChange={(isOn) => form.set('links_only', isOn)} />
      </SwitchField>
    </>
  );
};
