import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { LIMITS, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { SkeletonRows } from '../../../shared/ui/Skeleton.js';
import { Textarea } from '../../../shared/ui/Textarea.js';
import { useRoomActions } from '../conversation/room-context.js';
import { AuthorAvatar } from '../message/AuthorAvatar.js';
import { authorName } from '../message/author-name.js';
import { MessageBody } from '../message/MessageBody.js';
import { MessageHead } from '../message/MessageHead.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { freshThread, threadQuery } from './thread-query.js';

/** A message, what it answers and what answers it. */
export const ThreadPanel = ({ room, messageId }: { room: RoomView; messageId: number }) => {
  const t = useT();
  const query = useQuery(threadQuery(messageId));
  const thread = useMemo(
    () => query.data && freshThread(query.data, messageId, room.messages),
    [query.data, messageId, room.messages],
  );
  const root = thread?.messages.at(-1);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!thread || !root) return <SkeletonRows rows={4} />;
  return (
    <>
      <div className="min-h-0 grow overflow-y-auto px-4 py-3">
        {thread.messages.map((message) => (
          <ThreadMessage key={message.id} message={message} room={room} />
        ))}
        <p className="my-3 flex items-center gap-3 text-xs font-medium text-ink-2 after:h-px after:grow after:bg-line">
          {thread.replies.length > 0
            ? t('chat.threadReplies', { count: thread.replies.length })
            : t('chat.threadEmpty')}
        </p>
        {thread.replies.map((message) => (
          <ThreadMessage key={message.id} message={message} room={room} />
        ))}
      </div>
      {room.mayPost && <ThreadReply room={room} root={root} />}
    </>
  );
};

const ThreadMessage = ({ message, room }: { message: ChatMessage; room: RoomView }) => {
  const t = useT();
  const { jump } = useRoomActions();
  const name = authorName(message, t);
  return (
    <article className="mb-3 flex gap-3">
      <AuthorAvatar author={message} name={name} />
      <div className="min-w-0 grow">
        <MessageHead message={message} name={name} />
        <MessageBody message={message} mayModerate={room.mayModerate} />
        <button
          type="button"
          onClick={() => jump(message.id)}
          className="text-xs text-ink-3 underline-offset-2 hover:text-ink hover:underline"
        >
          {t('chat.showMessage')}
        </button>
      </div>
    </article>
  );
};

const ThreadReply = ({ room, root }: { room: RoomView; root: ChatMessage }) => {
  const t = useT();
  const session = useChat();
  const [text, setText] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text.trim() === '') return;
    const { id, username, message } = root;
    if (session.send(room.id, { text: text.trim(), replyTo: { id, username, message } })) setText('');
  };
  return (
    <div className="border-t border-line p-3">
      <Textarea
        rows={2}
        value={text}
        maxLength={LIMITS.message}
        placeholder={t('chat.threadReply')}
        aria-label={t('chat.threadReply')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
};
