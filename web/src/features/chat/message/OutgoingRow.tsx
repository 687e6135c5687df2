import { ClockIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons';
import { useEffect, useState } from 'react';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { cx } from '../../../shared/ui/classes.js';
import { displayName, useMe } from '../../auth/session.js';
import type { Outgoing } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { AuthorAvatar } from './AuthorAvatar.js';
import { ClockTime } from './ClockTime.js';
import { MessageText } from './MessageText.js';

/** Most messages are stored before it would be worth saying that they are on their way. */
const PATIENCE_MS = 1500;

/** An own message that is not stored yet, or could not be. */
export const OutgoingRow = ({ message, hasHead }: { message: Outgoing; hasHead: boolean }) => {
  const t = useT();
  const me = useMe();
  const session = useChat();
  const isSlow = useLater(PATIENCE_MS);
  const { state, nonce, code, text, imageUrl, replyTo } = message;
  const isFailed = state === 'failed';
  const name = me.anonymous ? t('chat.anonymous') : displayName(me);
  return (
    <article className={cx('px-4 py-0.5', hasHead && 'mt-2.5')} aria-busy={!isFailed}>
      {replyTo && (
        <p className="mb-0.5 truncate pl-12 text-sm text-ink-2">
          {t('chat.replyTo', { name: replyTo.username, text: replyTo.message })}
        </p>
      )}
      <div className="flex gap-3">
        <div className="w-9 shrink-0 pt-0.5">{hasHead && <AuthorAvatar author={me} name={name} />}</div>
        <div className="min-w-0 grow">
          {hasHead && (
            <header className="flex items-baseline gap-2">
              <span className="font-semibold">{name}</span>
              <ClockTime time={message.created_at} />
            </header>
          )}
          <div className={cx(isFailed ? 'text-bad' : isSlow && 'text-ink-2')}>
            <MessageText text={text || (imageUrl ? t('chat.image') : '')} />
          </div>
          {isFailed ? (
            <p role="alert" className="flex flex-wrap items-center gap-x-3 text-sm text-bad">
              <ExclamationTriangleIcon aria-hidden />
              {t('chat.failed', { reason: codeText(code ?? 'internal', t) })}
              <Button variant="link" size="inline" className="text-sm" onClick={() => session.retry(nonce)}>
                {t('chat.retrySend')}
              </Button>
              <Button variant="link" size="inline" className="text-sm" onClick={() => session.discard(nonce)}>
                {t('chat.discard')}
              </Button>
            </p>
          ) : (
            isSlow && (
              <p className="flex items-center gap-1.5 text-xs text-ink-3">
                <ClockIcon aria-hidden className="size-3" />
                {state === 'queued' ? t('chat.queued') : t('chat.sending')}
              </p>
            )
          )}
        </div>
      </div>
    </article>
  );
};

const useLater = (ms: number): boolean => {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isLater;
};
