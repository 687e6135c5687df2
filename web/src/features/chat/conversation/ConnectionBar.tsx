import { useEffect, useState } from 'react';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { useOnline } from '../../../shared/use-online.js';
import { useChat, useChatView } from '../use-chat.js';

/** A short loss is repaired before anybody reads about it. */
const PATIENCE_MS = 1500;

/** Says when the conversation may be behind. */
export const ConnectionBar = () => {
  const t = useT();
  const session = useChat();
  const isOnline = useOnline();
  const connection = useChatView((view) => view.connection);
  const isLost = connection.name === 'reconnecting' || connection.name === 'refused';
  const isOverdue = useOverdue(isLost);
  const seconds = useSecondsUntil(connection.name === 'reconnecting' ? connection.retryAt : undefined);

  const text = !isOnline
    ? t('chat.offlineSend')
    : connection.name === 'refused'
      ? t('chat.refused', { reason: codeText(connection.code, t) })
      : seconds > 0
        ? t('chat.reconnectIn', { count: seconds })
        : t('chat.reconnecting');
  return (
    <div role="status">
      {isOverdue && (
        <p className="flex flex-wrap items-center justify-center gap-x-3 border-b border-line bg-warn-soft px-4 py-1.5 text-sm font-medium text-warn">
          {text}
          {isOnline && (
            <Button variant="link" size="inline" className="text-sm text-warn underline" onClick={session.retryNow}>
              {t('chat.tryNow')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
};

const useOverdue = (isLost: boolean): boolean => {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setDue(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setDue(false);
    };
  }, [isLost]);
  return isLost && isDue;
};

const useSecondsUntil = (time: number | undefined): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (time === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined ? 0 : Math.max(0, Math.ceil((time - now) / 1000));
};
