import { LockClosedIcon, PlusIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { Dialog } from '../../../shared/ui/Dialog.js';
import { Input } from '../../../shared/ui/Input.js';
import { ranked } from '../composer/completion.js';
import { useChatView } from '../use-chat.js';

interface ChannelBrowserProps {
  onClose: () => void;
  onOpen: (channelId: number) => void;
  onNew: () => void;
}

/** Every channel this person may see, with what it is about. */
export const ChannelBrowser = ({ onClose, onOpen, onNew }: ChannelBrowserProps) => {
  const t = useT();
  const channels = useChatView((view) => view.channels);
  const [query, setQuery] = useState('');
  const words = query.trim().toLowerCase();
  const shown = words ? ranked(channels, words, ({ name, description }) => [name, description], 100) : channels;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('chat.browse')}
      footer={
        <Button variant="primary" onClick={onNew}>
          <PlusIcon aria-hidden />
          {t('chat.newChannel')}
        </Button>
      }
    >
      <Input
        autoFocus
        type="search"
        value={query}
        placeholder={t('chat.filterChannels')}
        aria-label={t('chat.filterChannels')}
        onChange={(event) => setQuery(event.target.value)}
        className="mb-3"
      />
      {shown.length === 0 && <p className="py-6 text-center text-ink-2">{t('common.noMatches', { query })}</p>}
      <ul className="grid gap-0.5">
        {shown.map(({ id, name, description, visibility, mode, is_default }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onOpen(id)}
              className="flex min-h-(--row) w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span aria-hidden className="w-4 text-center text-ink-3">
                {visibility === 'private' ? <LockClosedIcon /> : '#'}
              </span>
              <span className="min-w-0 grow">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{name}</span>
                  {is_default === 1 && <Badge tone="accent">{t('chat.general')}</Badge>}
                  {visibility === 'private' && <Badge>{t('chat.private')}</Badge>}
                  {mode === 'readonly' && <Badge>{t('chat.readonly')}</Badge>}
                </span>
                {description && <span className="block truncate text-sm text-ink-2">{description}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
