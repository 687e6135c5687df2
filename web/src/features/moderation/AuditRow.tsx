import { ActivityLogIcon, ChatBubbleIcon, CounterClockwiseClockIcon, PersonIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import type { AuditEntry } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { ShieldIcon } from '../../shared/ui/icons.js';
import { actText } from './act-text.js';
import { AuditDetails } from './AuditDetails.js';

const ICONS: Record<string, ReactNode> = {
  message: <ChatBubbleIcon />,
  channel: <ChatBubbleIcon />,
  user: <PersonIcon />,
  automod: <ShieldIcon />,
  automod_rule: <ShieldIcon />,
  retention: <CounterClockwiseClockIcon />,
};

/** Stand for the names, so that these can be set apart in whatever order a language has them. */
const ACTOR = '\u0001';
const TARGET = '\u0002';

export const AuditRow = ({ entry }: { entry: AuditEntry }) => {
  const t = useT();
  const format = useFormat();
  const { action, actor, target, details, created_at } = entry;
  const names: Record<string, string> = {
    [ACTOR]: actor?.name ?? t('moderation.automatic'),
    [TARGET]: target?.name ?? t('moderation.someone'),
  };
  const parts = actText(action, ACTOR, TARGET, t).split(/([\u0001\u0002])/);
  return (
    <li className="flex gap-3 px-5 py-3">
      <span aria-hidden className="mt-0.5 grid size-6 shrink-0 place-items-center text-ink-3">
        {ICONS[action.split('.')[0] ?? ''] ?? <ActivityLogIcon />}
      </span>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="min-w-0 break-words text-ink-2">
            {parts.map((part, index) =>
              names[part] === undefined ? (
                part
              ) : (
                <strong key={index} className="font-medium text-ink">
                  {names[part]}
                </strong>
              ),
            )}
          </p>
          <time dateTime={created_at} title={format.ago(created_at)} className="text-sm text-ink-3">
            {format.dateTime(created_at)}
          </time>
        </div>
        {details && <AuditDetails details={details} />}
      </div>
    </li>
  );
};
