import { useQueryClient } from '@tanstack/react-query';
import type { AutomodRule } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { hasErrors } from '../../../shared/ui/form-errors.js';
import { Input } from '../../../shared/ui/Input.js';
import { RadioGroup } from '../../../shared/ui/RadioGroup.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { SheetForm } from '../../../shared/ui/SheetForm.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { rulesQuery, saveRule } from './automod-queries.js';
import { ConfigFields } from './ConfigFields.js';
import { checkRule, initialRule, KINDS, type RuleValues } from './rule-form.js';
import { TryText } from './TryText.js';

interface RuleEditorProps {
  /** Absent for a new one. */
  rule: AutomodRule | undefined;
  onDone: () => void;
}

const CONFIG_FIELDS = [
  'words',
  'patterns',
  'domains',
  'mode',
  'percent',
  'min_letters',
  'messages',
  'repeats',
  'seconds',
  'minutes',
];

export const RuleEditor = ({ rule, onDone }: RuleEditorProps) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm<RuleValues>({
    initial: initialRule(rule),
    extraFields: CONFIG_FIELDS.map((name) => `config.${name}`),
    validate: (values) => checkRule(values, t),
    save: async (values) => {
      await saveRule(values, rule);
      await queries.invalidateQueries(rulesQuery);
      toast.success(rule ? t('automod.saved') : t('automod.created'));
      onDone();
    },
  });
  const { values, errors, set } = form;
  const isComplete = !hasErrors(checkRule({ ...values, name: values.name || '-' }, t));

  return (
    <SheetForm form={form} onCancel={onDone}>
      <Field label={t('automod.name')} hint={t('automod.nameHint')} error={errors['name']}>
        <Input
          autoFocus={!rule}
          required
          autoComplete="off"
          maxLength={100}
          value={values.name}
          onChange={(event) => set('name', event.target.value)}
        />
      </Field>
      <Field label={t('automod.kind')} hint={kindHint(values.kind, t)}>
        <Select
          value={values.kind}
          // A rule keeps its kind.
          disabled={rule !== undefined}
          choices={KINDS.map((kind) => ({ value: kind, label: t(`automod.${kind}`) }))}
          onChange={(event) => set('kind', event.target.value as RuleValues['kind'])}
        />
      </Field>
      <ConfigFields form={form} />
      <RadioGroup
        label={t('automod.action')}
        value={values.action}
        onChange={(action) => set('action', action)}
        choices={[
          { value: 'block', label: t('automod.block'), hint: t('automod.blockHint') },
          { value: 'timeout', label: t('automod.timeout'), hint: t('automod.timeoutHint') },
          { value: 'flag', label: t('automod.flag'), hint: t('automod.flagHint') },
        ]}
      />
      {values.action === 'timeout' && (
        <Field label={t('automod.timeoutMinutes')} error={errors['timeout_minutes']}>
          <Input
            inputMode="numeric"
            className="max-w-40"
            value={values.timeout_minutes}
            onChange={(event) => set('timeout_minutes', event.target.value)}
          />
        </Field>
      )}
      <SwitchField label={t('automod.enabled')}>
        <Switch checked={values.enabled} onCheckedChange={(isOn) => set('enabled', isOn)} />
      </SwitchField>
      <SwitchField label={t('automod.dryRun')} hint={t('automod.dryRunHint')}>
        <Switch checked={values.dry_run} onCheckedChange={(isOn) => set('dry_run', isOn)} />
      </SwitchField>
      <section className="rounded-md border border-line p-4">
        <h3 className="font-medium">{t('automod.try')}</h3>
        <p className="mt-0.5 mb-3 text-sm text-ink-2">{t('automod.tryRule')}</p>
        <TryText draft={values} isDisabled={!isComplete} />
      </section>
    </SheetForm>
  );
};

const kindHint = (kind: RuleValues['kind'], t: ReturnType<typeof useT>): string =>
  kind === 'new_account' ? t('automod.newAccountHint') : t(`automod.${kind}Hint`);
