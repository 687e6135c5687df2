import { ArrowLeftIcon, DrawingPinIcon, GearIcon, MagnifyingGlassIcon, PersonIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { useChatPanels } from '../chat-panels.js';
import { useChatView } from '../use-chat.js';

/** Name, subject and tools of a conversation. */
export const RoomHeader = ({ roomId, name }: { roomId: number; name: string }) => {
  const t = useT();
  const { panel, toggle, openDialog } = useChatPanels();
  const channel = useChatView((view) => view.channels.find(({ id }) => id === roomId));
  return (
    <header className="flex h-13 shrink-0 items-center gap-1 border-b border-line px-2 md:pl-4">
      <Button asChild variant="ghost" size="icon" className="md:hidden">
        <Link to="/chat" aria-label={t('chat.backToRooms')}>
          <ArrowLeftIcon aria-hidden />
        </Link>
      </Button>
      <div className="flex min-w-0 grow items-baseline gap-3">
        <h2 className="truncate text-lg font-semibold">{name}</h2>
        {channel?.mode === 'readonly' && <Badge>{t('chat.readonly')}</Badge>}
        {channel?.description && <p className="truncate text-sm text-ink-2 max-sm:hidden">{channel.description}</p>}
      </div>
      {channel && (
        <IconButton
          size="sm"
          tooltip="bottom"
          label={t('chat.pins')}
          icon={<DrawingPinIcon />}
          aria-pressed={panel?.kind === 'pins'}
          onClick={() => toggle('pins')}
        />
      )}
      <IconButton
        size="sm"
        tooltip="bottom"
        label={t('chat.search')}
        icon={<MagnifyingGlassIcon />}
        aria-pressed={panel?.kind === 'search'}
        onClick={() => toggle('search')}
      />
      <IconButton
        size="sm"
        tooltip="bottom"
        label={t('chat.members')}
        icon={<PersonIcon />}
        aria-pressed={panel?.kind === 'members'}
        onClick={() => toggle('members')}
      />
      <IconButton
        size="sm"
        tooltip="bottom"
        label={channel ? t('chat.settings') : t('chat.conversationSettings')}
        icon={<GearIcon />}
        onClick={() => openDialog('settings')}
      />
    </header>
  );
};
