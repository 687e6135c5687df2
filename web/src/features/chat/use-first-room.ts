import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useChatView } from './use-chat.js';

/** Goes to the default channel when the address names no room. */
export const useFirstRoom = (isWanted: boolean): void => {
  const router = useRouter();
  const name = useChatView(
    ({ channels }) => (channels.find(({ is_default }) => is_default === 1) ?? channels[0])?.name,
  );
  useEffect(() => {
    if (!isWanted || name === undefined) return;
    void router.navigate({ to: '/chat/c/$channel', params: { channel: name }, replace: true });
  }, [router, isWanted, name]);
};
