import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { SwitchField } from '../../../shared/ui/Field.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { usePolicyChange } from '../relay-queries.js';
import type { RelayPolicyState } from '../relay-types.js';
import { MostLeases } from './MostLeases.js';

/** Everything here takes effect at once. */
export const PolicyCard = ({ state: { policy, relay } }: { state: RelayPolicyState }) => {
  const t = useT();
  const change = usePolicyChange();
  const pending = change.isPending ? change.variables : undefined;
  const mode = pending?.approval_mode ?? policy.approval_mode;
  const hasPorts = relay.min_port > 0;
  const transports = [
    ['tcp_port', t('relay.tcpPorts'), t('relay.tcpPortsText'), t('relay.tcpMost')],
    ['udp', t('relay.udpPorts'), t('relay.udpPortsText'), t('relay.udpMost')],
  ] as const;
  return (
    <Card title={t('relay.rules')}>
      <div className="grid gap-6">
        <div className="grid gap-1.5">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="font-medium">{t('relay.approval')}</p>
            <SegmentedControl
              label={t('relay.approval')}
              value={mode}
              onChange={(approval_mode) => change.mutate({ approval_mode })}
              choices={[
                { value: 'auto', label: t('relay.approvalAuto') },
                { value: 'manual', label: t('relay.approvalManual') },
              ]}
            />
          </div>
          <p className="text-sm text-ink-3">
            {mode === 'auto' ? t('relay.approvalAutoText') : t('relay.approvalManualText')}
          </p>
        </div>
        {transports.map(([name, label, hint, most]) => (
          <div key={name} className="grid gap-3">
            <SwitchField label={label} hint={hasPorts ? hint : t('relay.noRange')}>
              <Switch
                disabled={!hasPorts}
                checked={pending?.[name]?.enabled ?? policy[name].enabled}
                onCheckedChange={(enabled) => change.mutate({ [name]: { enabled } })}
              />
            </SwitchField>
            {policy[name].enabled && (
              <MostLeases
                key={policy[name].max_leases}
                label={most}
                value={policy[name].max_leases}
                onChange={(max_leases) => change.mutate({ [name]: { max_leases } })}
              />
            )}
          </div>
        ))}
        <SwitchField label={t('relay.landing')} hint={t('relay.landingText')}>
          <Switch
            checked={pending?.landing_page_enabled ?? policy.landing_page_enabled}
            onCheckedChange={(landing_page_enabled) => change.mutate({ landing_page_enabled })}
          />
        </SwitchField>
      </div>
    </Card>
  );
};
