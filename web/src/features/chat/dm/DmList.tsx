import { PlusIcon } from '@radix-ui/react-icons';
import type { Conversation } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { DmRow } from './DmRow.js';

interface DmListProps {
  /** Newest activity first. */
  conversations: readonly Conversation[];
  me: number;
  /** The one that shows. */
  openId: number | undefined;
  /** As each person calls their state; those who are not in it are away. */
  statusOf: (userId: number) => string | undefined;
  onNew: () => void;
}

/** The conversations of the left pane. */
export const DmList = ({ conversations, me, openId, statusOf, onNew }: DmListProps) => {
  const t = useT();
  return (
    <section aria-label={t('dm.title')}>
      <header className="flex items-center justify-between pr-1 pl-2.5">
        <h2 className="text-xs font-medium text-ink-3">{t('dm.title')}</h2>
        <IconButton size="sm" label={t('dm.new')} icon={<PlusIcon />} onClick={onNew} />
      </header>
      {conversations.length === 0 && <p className="px-2.5 py-1 text-sm text-ink-3">{t('dm.emptyText')}</p>}
      <ul className="grid gap-0.5">
        {conversations.map((conversation) => (
          <li key={conversation.id} className="min-w-0">
            <DmRow conversation={conversation} me={me} isOpen={conversation.id === openId} statusOf={statusOf} />
          </li>
        ))}
      </ul>
    </section>
  );
};
