import { useQuery } from '@tanstack/react-query';
import { roleAtLeast, SCOPE_AREAS, type ScopeArea } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Checkbox } from '../../shared/ui/Checkbox.js';
import { RadioGroup } from '../../shared/ui/RadioGroup.js';
import { SegmentedControl } from '../../shared/ui/SegmentedControl.js';
import { Select } from '../../shared/ui/Select.js';
import { useMe } from '../auth/session.js';
import { servicesQuery } from '../services/service-queries.js';
import type { ScopeChoice } from './api-key-scopes.js';

interface ScopePickerProps {
  value: ScopeChoice;
  onChange: (choice: ScopeChoice) => void;
}

export const ScopePicker = ({ value, onChange }: ScopePickerProps) => {
  const t = useT();
  const me = useMe();
  const areas = SCOPE_AREAS.filter((area) => area !== 'admin' || roleAtLeast(me.role, 'admin'));
  const names: Record<ScopeArea, string> = {
    connections: t('keys.areaConnections'),
    streams: t('keys.areaStreams'),
    chat: t('keys.areaChat'),
    dm: t('keys.areaDm'),
    vods: t('keys.areaVods'),
    webhooks: t('keys.areaWebhooks'),
    sftp: t('keys.areaSftp'),
    me: t('keys.areaMe'),
    admin: t('keys.areaAdmin'),
  };
  const grants = [
    { value: 'none', label: t('keys.scopeNone') },
    { value: 'read', label: t('keys.scopeRead') },
    { value: 'write', label: t('keys.scopeWrite') },
  ] as const;

  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t('keys.scopeQuestion')}
        value={value.isFull ? 'full' : 'limited'}
        onChange={(choice) => onChange({ ...value, isFull: choice === 'full' })}
        choices={[
          { value: 'limited', label: t('keys.limitedAccess'), hint: t('keys.limitedAccessHint') },
          { value: 'full', label: t('keys.fullAccess'), hint: t('keys.fullAccessHint') },
        ]}
      />
      {!value.isFull && (
        <div className="grid gap-2 rounded-md border border-line p-4">
          {areas.map((area) => (
            <div key={area} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span>{names[area]}</span>
              <SegmentedControl
                label={names[area]}
                value={value.areas[area]}
                choices={grants}
                onChange={(grant) => onChange({ ...value, areas: { ...value.areas, [area]: grant } })}
              />
            </div>
          ))}
          <hr className="my-2 border-line" />
          <AccessChoice value={value} onChange={onChange} />
        </div>
      )}
    </div>
  );
};

/** What the key may open sessions on. */
const AccessChoice = ({ value, onChange }: ScopePickerProps) => {
  const t = useT();
  const services = useQuery(servicesQuery).data ?? [];
  const toggle = (id: number, isOn: boolean) =>
    onChange({ ...value, services: isOn ? [...value.services, id] : value.services.filter((other) => other !== id) });
  const choices = [
    { value: 'none', label: t('keys.openNone') },
    { value: 'all', label: t('keys.openAll') },
    ...(services.length > 0 ? [{ value: 'some', label: t('keys.openSome') }] : []),
  ];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span id="scope-access">{t('keys.openSessions')}</span>
        <Select
          aria-labelledby="scope-access"
          className="w-full sm:w-64"
          value={value.access}
          choices={choices}
          onChange={(event) => onChange({ ...value, access: event.target.value as ScopeChoice['access'] })}
        />
      </div>
      {value.access === 'some' && (
        <div className="grid gap-2 pt-1 sm:grid-cols-2">
          {services.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={value.services.includes(id)}
              onCheckedChange={(isOn) => toggle(id, isOn === true)}
            />
          ))}
        </div>
      )}
    </>
  );
};
