import {
  ActivityLogIcon,
  ChatBubbleIcon,
  ChevronRightIcon,
  CounterClockwiseClockIcon,
  EnvelopeClosedIcon,
  GearIcon,
  PersonIcon,
} from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AuditEntry } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { RelayIcon, ServerIcon, ShieldIcon } from '../../shared/ui/icons.js';
import { shortAddress } from '../relay/lease-facts.js';
import { actText } from './act-text.js';
import { AuditFacts, AuditWords } from './AuditDetails.js';
import { factsOf } from './audit-facts.js';
import { channelNamesQuery } from './moderation-queries.js';

const ICONS: Record<string, ReactNode> = {
  message: <ChatBubbleIcon />,
  channel: <ChatBubbleIcon />,
  user: <PersonIcon />,
  automod: <ShieldIcon />,
  automod_rule: <ShieldIcon />,
  retention: <CounterClockwiseClockIcon />,
  service: <ServerIcon />,
  settings: <GearIcon />,
  invite_code: <EnvelopeClosedIcon />,
  relay_admin: <RelayIcon />,
  relay_policy: <RelayIcon />,
  relay_identity: <RelayIcon />,
  relay_ip: <RelayIcon />,
};

/** An entry as a sentence with what was said; the rest of what is known unfolds below. */
export const AuditRow = ({ entry }: { entry: AuditEntry }) => {
  const facts = factsOf(entry);
  if (facts.length === 0) {
    return (
      <li className="flex gap-3 px-5 py-3">
        <Sentence entry={entry} />
      </li>
    );
  }
  return (
    <li>
      <details className="group">
        <summary className="flex list-none gap-3 px-5 py-3 hover:bg-hover focus-visible:-outline-offset-2">
          <Sentence entry={entry} isFolding />
        </summary>
        <AuditFacts facts={facts} />
      </details>
    </li>
  );
};

/** Of a tunnel's identity (`name:address`), as much as one compares by eye. */
const nameOf = ({ name }: NonNullable<AuditEntry['target']>, action: string): string => {
  if (name === null || action !== 'relay_identity.decided') return name ?? '';
  const [label = '', address = ''] = name.split(':');
  return `${label} (${shortAddress(address)})`;
};

/** Private characters (Unicode 23.5) in place of the names, so that these can be set apart in whatever order a language has them. */
const ACTOR = '\ue000';
const TARGET = '\ue001';

const Sentence = ({ entry, isFolding }: { entry: AuditEntry; isFolding?: boolean }) => {
  const t = useT();
  const format = useFormat();
  const { action, actor, target, room_id, details, created_at } = entry;
  const channel = useQuery(channelNamesQuery).data?.get(room_id ?? 0);
  const names: Record<string, string> = {
    [ACTOR]: actor?.name ?? t(action.startsWith('relay_') ? 'moderation.adminToken' : 'moderation.automatic'),
    [TARGET]: target ? nameOf(target, action) : t('moderation.someone'),
  };
  const parts = actText(action, ACTOR, TARGET, t).split(/([\ue000\ue001])/);
  return (
    <>
      <span aria-hidden className="mt-0.5 grid size-5 shrink-0 place-items-center text-ink-3">
        {ICONS[action.split('.')[0] ?? ''] ?? <ActivityLogIcon />}
      </span>
      <span className="min-w-0 grow">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 break-words text-ink-2">
            {parts.map((part, index) =>
              names[part] === undefined ? (
                part
              ) : (
                <strong key={index} className="font-medium text-ink">
                  {names[part]}
                </strong>
              ),
            )}
            {channel && channel !== target?.name && ` ${t('moderation.inChannel', { channel: `#${channel}` })}`}
          </span>
          <time dateTime={created_at} title={format.ago(created_at)} className="text-sm text-ink-3">
            {format.dateTime(created_at)}
          </time>
        </span>
        {details && <AuditWords details={details} />}
      </span>
      <span aria-hidden className="mt-1 size-4 shrink-0 text-ink-3">
        {isFolding && <ChevronRightIcon className="transition-transform group-open:rotate-90" />}
      </span>
    </>
  );
};
