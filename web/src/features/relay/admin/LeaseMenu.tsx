import { CheckIcon, CopyIcon, Cross2Icon, LockOpen1Icon, TimerIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { copyText } from '../../../shared/ui/copy-text.js';
import { MenuItem, MenuSeparator } from '../../../shared/ui/DropdownMenu.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { RowMenu } from '../../../shared/ui/RowMenu.js';
import { toast } from '../../../shared/ui/toast.js';
import { addressesOf, leaseState } from '../lease-facts.js';
import { useDecision } from '../relay-queries.js';
import type { AdministeredLease } from '../relay-types.js';

/** What asks before it is done. */
export type LeaseQuestion = { kind: 'limit' } | { kind: 'ban' } | { kind: 'banIp'; ip: string };

interface LeaseMenuProps {
  lease: AdministeredLease;
  bannedIps: readonly string[];
  onAsk: (question: LeaseQuestion) => void;
  onUnbanIp: (ip: string) => void;
}

/** What can be done with a lease; what most wait for stands before the menu. */
export const LeaseMenu = ({ lease, bannedIps, onAsk, onUnbanIp }: LeaseMenuProps) => {
  const t = useT();
  const decision = useDecision();
  const { identity_key, name } = lease;
  const decide = (change: { is_approved?: boolean; is_denied?: boolean; is_banned?: boolean; bps?: number }) =>
    decision.mutate({ identity_key, ...change });
  const copy = async () => {
    if (await copyText(identity_key)) toast.success(t('common.copied'));
    else toast.error(t('common.copyFailed'));
  };
  const isRefused = lease.is_denied || !lease.is_approved;
  return (
    <span className="inline-flex items-center gap-1">
      {leaseState(lease) === 'waiting' && (
        <Button size="sm" aria-label={t('relay.approveNamed', { name })} onClick={() => decide({ is_approved: true })}>
          {t('relay.approve')}
        </Button>
      )}
      <RowMenu name={name}>
        {isRefused && (
          <MenuItem icon={<CheckIcon />} onSelect={() => decide({ is_approved: true })}>
            {t('relay.approve')}
          </MenuItem>
        )}
        {!lease.is_denied && (
          <MenuItem icon={<Cross2Icon />} onSelect={() => decide({ is_denied: true })}>
            {t('relay.deny')}
          </MenuItem>
        )}
        <MenuItem icon={<TimerIcon />} onSelect={() => onAsk({ kind: 'limit' })}>
          {t('relay.limit')}
        </MenuItem>
        {lease.bps > 0 && (
          <MenuItem icon={<TimerIcon />} onSelect={() => decide({ bps: 0 })}>
            {t('relay.unlimit')}
          </MenuItem>
        )}
        <MenuItem icon={<CopyIcon />} onSelect={() => void copy()}>
          {t('relay.copyKey')}
        </MenuItem>
        <MenuSeparator />
        {lease.is_banned ? (
          <MenuItem icon={<LockOpen1Icon />} onSelect={() => decide({ is_banned: false })}>
            {t('relay.unban')}
          </MenuItem>
        ) : (
          <MenuItem danger icon={<ShieldIcon />} onSelect={() => onAsk({ kind: 'ban' })}>
            {t('relay.ban')}
          </MenuItem>
        )}
        {addressesOf(lease).map((ip) =>
          bannedIps.includes(ip) ? (
            <MenuItem key={ip} icon={<LockOpen1Icon />} onSelect={() => onUnbanIp(ip)}>
              {t('relay.unbanIp', { ip })}
            </MenuItem>
          ) : (
            <MenuItem key={ip} danger icon={<ShieldIcon />} onSelect={() => onAsk({ kind: 'banIp', ip })}>
              {t('relay.banIp', { ip })}
            </MenuItem>
          ),
        )}
      </RowMenu>
    </span>
  );
};
