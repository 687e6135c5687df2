import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { decideIp, decideLease } from '../relay-queries.js';
import type { AdministeredLease } from '../relay-types.js';
import type { LeaseQuestion } from './LeaseMenu.js';
import { LimitDialog } from './LimitDialog.js';

interface LeaseQuestionsProps {
  lease: AdministeredLease;
  question: LeaseQuestion;
  onClose: () => void;
}

/** The dialog of whatever was chosen from a lease's menu. */
export const LeaseQuestions = ({ lease, question, onClose }: LeaseQuestionsProps) => {
  const t = useT();
  const { name, identity_key } = lease;
  switch (question.kind) {
    case 'limit':
      return <LimitDialog lease={lease} onClose={onClose} />;
    case 'ban':
      return (
        <ConfirmAction
          subject={lease}
          onClose={onClose}
          run={() => decideLease({ identity_key, is_banned: true })}
          stale={[['relay']]}
          words={() => ({
            title: t('relay.banTitle', { name }),
            description: t('relay.banText'),
            confirmLabel: t('relay.banAddress'),
            done: t('relay.banDone', { name }),
          })}
        />
      );
    case 'banIp':
      return <BanIp ip={question.ip} onClose={onClose} />;
  }
};

export const BanIp = ({ ip, onClose }: { ip: string; onClose: () => void }) => {
  const t = useT();
  return (
    <ConfirmAction
      subject={ip}
      onClose={onClose}
      run={() => decideIp(ip, true)}
      stale={[['relay']]}
      words={() => ({
        title: t('relay.banIpTitle', { ip }),
        description: t('relay.banIpText'),
        confirmLabel: t('relay.banAddress'),
        done: t('relay.banIpDone', { ip }),
      })}
    />
  );
};
