import { useT } from '../../../shared/i18n/use-t.js';
import { conversationName } from '../dm/conversation-name.js';
import { useChat, useChatView } from '../use-chat.js';

/** `#general`, or whom one writes with. */
export const useRoomName = (roomId: number): string => {
  const t = useT();
  const session = useChat();
  const channel = useChatView((view) => view.channels.find(({ id }) => id === roomId));
  const conversation = useChatView((view) => view.conversations.find(({ id }) => id === roomId));
  if (channel) return t('chat.channelName', { name: channel.name });
  return conversation ? conversationName(conversation, session.me, t) : '';
};
