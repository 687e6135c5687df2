import { useEffect, useEffectEvent, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { Select } from '../../shared/ui/Select.js';
import type { AuditFilters } from './audit-queries.js';
import { actText, ACTS } from './act-text.js';

interface AuditFilterBarProps {
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

/** A name is looked for when the typing pauses. */
const TYPING_MS = 350;

export const AuditFilterBar = ({ filters, onChange }: AuditFilterBarProps) => {
  const t = useT();
  const set = (name: keyof AuditFilters, value: string) => {
    const { [name]: _, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };
  const nouns = {
    message: t('moderation.aboutMessages'),
    user: t('moderation.aboutUsers'),
    channel: t('moderation.aboutChannels'),
    automod: t('moderation.aboutAutomod'),
    automod_rule: t('moderation.aboutRules'),
    retention: t('moderation.aboutRetention'),
    service: t('moderation.aboutServices'),
    settings: t('moderation.aboutSettings'),
    invite_code: t('moderation.aboutInvites'),
    relay_policy: t('moderation.aboutRelayPolicy'),
    relay_identity: t('moderation.aboutRelayIdentities'),
    relay_ip: t('moderation.aboutRelayAddresses'),
    relay_admin: t('moderation.aboutRelayAdmins'),
  };
  const day = (name: 'from' | 'to', label: string) => (
    <Field label={label}>
      <Input
        type="date"
        value={filters[name] ?? ''}
        min={name === 'to' ? filters.from : undefined}
        max={name === 'from' ? filters.to : undefined}
        onChange={(event) => set(name, event.target.value)}
      />
    </Field>
  );
  return (
    <div className="grid grid-cols-2 items-end gap-3 border-b border-line px-5 py-4 lg:grid-cols-[1.4fr_1fr_1fr_auto_auto]">
      <Field label={t('moderation.act')} className="max-lg:col-span-2">
        <Select
          value={filters.action ?? ''}
          choices={[
            { value: '', label: t('moderation.allActs') },
            ...Object.entries(nouns).flatMap(([noun, label]) => [
              { value: noun, label },
              ...ACTS.filter((act) => act.startsWith(`${noun}.`)).map((act) => ({
                value: act,
                label: `\u2003${actText(act, '…', '…', t)}`,
              })),
            ]),
          ]}
          onChange={(event) => set('action', event.target.value)}
        />
      </Field>
      <NameField label={t('moderation.actor')} value={filters.actor} onChange={(value) => set('actor', value)} />
      <NameField label={t('moderation.target')} value={filters.target} onChange={(value) => set('target', value)} />
      {day('from', t('moderation.from'))}
      {day('to', t('moderation.to'))}
      {Object.keys(filters).length > 0 && (
        <Button
          variant="link"
          size="inline"
          className="col-span-full justify-self-start text-sm"
          onClick={() => onChange({})}
        >
          {t('moderation.clearFilters')}
        </Button>
      )}
    </div>
  );
};

interface NameFieldProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

const NameField = ({ label, value = '', onChange }: NameFieldProps) => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // Cleared or changed from elsewhere.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => tell(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <Field label={label}>
      <Input
        type="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Field>
  );
};
