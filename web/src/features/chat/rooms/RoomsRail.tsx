import { MagnifyingGlassIcon, PlusIcon } from '@radix-ui/react-icons';
import { useCallback } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { SkeletonRows } from '../../../shared/ui/Skeleton.js';
import { useChatPanels } from '../chat-panels.js';
import { DmList } from '../dm/DmList.js';
import { useChat, useChatView } from '../use-chat.js';
import { ChannelLink } from './ChannelLink.js';

/** The left pane: channels and conversations. */
export const RoomsRail = ({ openId }: { openId: number | undefined }) => {
  const t = useT();
  const session = useChat();
  const { openDialog } = useChatPanels();
  const isReady = useChatView((view) => view.isReady);
  const channels = useChatView((view) => view.channels);
  const conversations = useChatView((view) => view.conversations);
  const people = useChatView((view) => view.people);
  const statusOf = useCallback((userId: number) => people.get(userId)?.status, [people]);

  return (
    <nav
      aria-label={t('chat.rooms')}
      className="flex min-h-0 w-full shrink-0 flex-col border-line bg-canvas md:w-60 md:border-r"
    >
      <header className="flex h-13 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <p aria-hidden className="text-lg font-semibold">
          {t('chat.title')}
        </p>
        <IconButton
          size="sm"
          label={t('chat.switcher')}
          icon={<MagnifyingGlassIcon />}
          onClick={() => openDialog('switcher')}
        />
      </header>
      <div className="min-h-0 grow overflow-y-auto px-2 py-3 [&_ul]:grid-cols-1">
        <section aria-label={t('chat.channels')} className="mb-5">
          <header className="flex items-center justify-between pr-1 pl-2.5">
            <h2 className="text-xs font-medium text-ink-3">{t('chat.channels')}</h2>
            <IconButton size="sm" label={t('chat.browse')} icon={<PlusIcon />} onClick={() => openDialog('browser')} />
          </header>
          {!isReady && <SkeletonRows rows={3} />}
          {isReady && channels.length === 0 && <p className="px-2.5 py-1 text-sm text-ink-3">{t('chat.noChannels')}</p>}
          <ul className="grid gap-0.5">
            {channels.map((channel) => (
              <li key={channel.id}>
                <ChannelLink channel={channel} isOpen={channel.id === openId} />
              </li>
            ))}
          </ul>
        </section>
        {isReady && (
          <DmList
            conversations={conversations}
            me={session.me}
            openId={openId}
            statusOf={statusOf}
            onNew={() => openDialog('new-conversation')}
          />
        )}
      </div>
    </nav>
  );
};
