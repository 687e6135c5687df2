import { useQueryClient } from '@tanstack/react-query';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Input } from '../../../shared/ui/Input.js';
import { Select } from '../../../shared/ui/Select.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { decideLease } from '../relay-queries.js';
import type { AdministeredLease } from '../relay-types.js';
import { LIMIT_UNITS, limitOf, readLimit, type LimitUnit } from './limit-units.js';

export const LimitDialog = ({ lease, onClose }: { lease: AdministeredLease; onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: limitOf(lease.bps),
    validate: (limit) => (readLimit(limit) === undefined ? { amount: t('relay.limitWrong') } : {}),
    save: async (limit) => {
      await decideLease({ identity_key: lease.identity_key, bps: readLimit(limit)! });
      await queries.invalidateQueries({ queryKey: ['relay'] });
      toast.success(t('relay.limitDone'));
      onClose();
    },
  });
  return (
    <FormDialog
      size="sm"
      form={form}
      onClose={onClose}
      title={t('relay.limitTitle', { name: lease.name })}
      description={t('relay.limitText')}
      submitLabel={t('common.save')}
    >
      <div className="grid grid-cols-[1fr_7rem] items-start gap-3">
        <Field label={t('relay.limitAmount')} hint={t('relay.limitHint')} error={form.errors.amount}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={form.values.amount}
            onChange={(event) => form.set('amount', event.target.value)}
          />
        </Field>
        <Field label={t('relay.limitUnit')}>
          <Select
            value={form.values.unit}
            onChange={(event) => form.set('unit', event.target.value as LimitUnit)}
            choices={LIMIT_UNITS.map((value) => ({ value, label: value }))}
          />
        </Field>
      </div>
    </FormDialog>
  );
};
