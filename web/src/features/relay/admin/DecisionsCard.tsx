import { useState, type ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { CopyableAddress } from '../CopyableAddress.js';
import { useDecision } from '../relay-queries.js';
import type { IdentityDecision, RelayPolicyState } from '../relay-types.js';
import { BanAddressForm } from './BanAddressForm.js';
import { BanIp } from './LeaseQuestions.js';
import { useUnbanIp } from './use-unban-ip.js';

/** Bans and approvals of those who hold no lease now, which would otherwise be nowhere. */
export const DecisionsCard = ({ state: { decisions, leases, banned_ips } }: { state: RelayPolicyState }) => {
  const t = useT();
  const unbanIp = useUnbanIp();
  const [asked, setAsked] = useState<string>();
  const held = new Set(leases.map(({ identity_key }) => identity_key));
  const others = decisions.filter(
    ({ identity_key, is_approved, is_banned, is_denied }) =>
      !held.has(identity_key) && (is_approved || is_banned || is_denied),
  );
  return (
    <Card title={t('relay.decisions')} description={t('relay.decisionsText')} flush>
      <ul className="divide-y divide-line border-y border-line">
        {others.map((decision) => (
          <Decided key={decision.identity_key} decision={decision} />
        ))}
        {banned_ips.map((ip) => (
          <Row
            key={ip}
            badge={
              <Badge tone="bad" dot>
                {t('relay.ipBanned')}
              </Badge>
            }
            action={
              <Button size="sm" aria-label={t('relay.unbanIp', { ip })} onClick={() => unbanIp.mutate(ip)}>
                {t('relay.lift')}
              </Button>
            }
          >
            <code className="text-sm break-all">{ip}</code>
          </Row>
        ))}
        {others.length + banned_ips.length === 0 && (
          <li className="px-5 py-4 text-ink-2">{t('relay.decisionsEmpty')}</li>
        )}
      </ul>
      <BanAddressForm onBan={setAsked} />
      {asked !== undefined && <BanIp ip={asked} onClose={() => setAsked(undefined)} />}
    </Card>
  );
};

const Decided = ({ decision: { identity_key, is_banned, is_denied } }: { decision: IdentityDecision }) => {
  const t = useT();
  const decision = useDecision();
  const [name = '', address = ''] = identity_key.split(':');
  const [state, words, lifted] = is_banned
    ? ([t('relay.banned'), t('relay.liftNamed', { name }), { is_banned: false }] as const)
    : is_denied
      ? ([t('relay.denied'), t('relay.forgetNamed', { name }), { is_denied: false }] as const)
      : ([t('relay.approved'), t('relay.revokeNamed', { name }), { is_approved: false }] as const);
  const isRefused = is_banned || is_denied;
  return (
    <Row
      badge={
        <Badge tone={isRefused ? 'bad' : 'good'} dot>
          {state}
        </Badge>
      }
      action={
        <Button
          size="sm"
          aria-label={words}
          busy={decision.isPending}
          onClick={() => decision.mutate({ identity_key, ...lifted })}
        >
          {isRefused ? t('relay.lift') : t('relay.revoke')}
        </Button>
      }
    >
      <span className="block truncate font-medium">{name}</span>
      <CopyableAddress address={address} name={name} />
    </Row>
  );
};

const Row = ({ children, badge, action }: { children: ReactNode; badge: ReactNode; action: ReactNode }) => (
  <li className="flex min-h-(--row) items-center gap-3 px-5 py-2">
    <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-0 grow basis-44">{children}</div>
      {badge}
    </div>
    {action}
  </li>
);
