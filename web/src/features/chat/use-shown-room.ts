import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { useChat, useChatView } from './use-chat.js';

export type ShownRoom =
  /** The address names no room. */
  | { state: 'none' }
  /** The server has not told yet. */
  | { state: 'waiting' }
  | { state: 'missing' }
  | { state: 'open'; id: number };

/** The room the address names, entered while it shows. */
export const useShownRoom = (): ShownRoom => {
  const session = useChat();
  const { channel, conversation } = useParams({ strict: false });
  const wanted = conversation === undefined ? undefined : Number(conversation);
  const isReady = useChatView((view) => view.isReady);
  const isLive = useChatView((view) => view.connection.name === 'live');
  const id = useChatView((view) =>
    channel === undefined
      ? view.conversations.find((one) => one.id === wanted)?.id
      : view.channels.find(({ name }) => name === channel.toLowerCase())?.id,
  );
  const [missing, setMissing] = useState<number>();

  useEffect(() => {
    if (id !== undefined) session.open(id);
  }, [session, id]);
  useEffect(() => () => session.leave(), [session]);

  useEffect(() => {
    if (wanted === undefined || id !== undefined || !isLive) return;
    session.ask({ type: 'dm_open', conversation_id: wanted }).catch((error: unknown) => {
      if (error instanceof ApiError && !error.isTemporary) setMissing(wanted);
    });
  }, [session, wanted, id, isLive]);

  if (channel === undefined && conversation === undefined) return { state: 'none' };
  if (id !== undefined) return { state: 'open', id };
  const isMissing = channel === undefined ? missing === wanted || !Number.isInteger(wanted) : isReady;
  return { state: isMissing ? 'missing' : 'waiting' };
};
