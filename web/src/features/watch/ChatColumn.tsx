import { ChatBubbleIcon, ChevronDownIcon, ChevronUpIcon } from '@radix-ui/react-icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { cx } from '../../shared/ui/classes.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { StreamChat } from './StreamChat.js';

interface ChatColumnProps {
  roomId: number;
  isSignedIn: boolean;
  /** Where the stream is this person's own. */
  ownStreamId: number | undefined;
  /** It stands below the picture instead of beside it. */
  isBelow: boolean;
}

/** Beside the picture; below it, and folding, where there is no room for both. */
export const ChatColumn = ({ roomId, isSignedIn, ownStreamId, isBelow }: ChatColumnProps) => {
  const t = useT();
  const href = useRouterState({ select: ({ location }) => location.href });
  const [isFolded, setFolded] = useState(false);
  return (
    <aside
      aria-label={t('watch.chat')}
      className={cx(
        'flex min-h-0 flex-col border-line bg-surface',
        isBelow ? 'border-t' : 'w-88 shrink-0 border-l',
        isBelow && !isFolded && (isSignedIn ? 'h-[min(36rem,80dvh)]' : ''),
      )}
    >
      <div className="flex h-13 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">{t('watch.chat')}</h2>
        {isBelow && (
          <Button variant="ghost" size="sm" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
            {isFolded ? t('watch.showChat') : t('watch.hideChat')}
            {isFolded ? <ChevronDownIcon aria-hidden /> : <ChevronUpIcon aria-hidden />}
          </Button>
        )}
      </div>
      {!isFolded &&
        (isSignedIn ? (
          <StreamChat key={roomId} roomId={roomId} ownStreamId={ownStreamId} />
        ) : (
          <EmptyState
            icon={<ChatBubbleIcon />}
            title={t('watch.chatSignIn')}
            action={
              <Button asChild variant="primary">
                <Link to="/login" search={{ return_to: href }}>
                  {t('watch.signIn')}
                </Link>
              </Button>
            }
          />
        ))}
    </aside>
  );
};
