import { useRouter } from '@tanstack/react-router';
import { NewConversationDialog } from './dm/NewConversationDialog.js';
import { ConversationSettings } from './dm/ConversationSettings.js';
import { useChatPanels, type ChatDialog } from './chat-panels.js';
import { useRoomLinks } from './room-links.js';
import { ChannelBrowser } from './rooms/ChannelBrowser.js';
import { ChannelSettings } from './rooms/ChannelSettings.js';
import { NewChannelDialog } from './rooms/NewChannelDialog.js';
import { QuickSwitcher } from './rooms/QuickSwitcher.js';
import { useChat, useChatView } from './use-chat.js';

interface ChatDialogsProps {
  roomId: number | undefined;
  dialog: ChatDialog | undefined;
}

/** What opens over the chat, one at a time. */
export const ChatDialogs = ({ roomId, dialog }: ChatDialogsProps) => {
  const router = useRouter();
  const session = useChat();
  const links = useRoomLinks();
  const { openDialog } = useChatPanels();
  const channel = useChatView((view) => view.channels.find(({ id }) => id === roomId));
  const conversation = useChatView((view) => view.conversations.find(({ id }) => id === roomId));
  const close = () => openDialog(undefined);
  const open = (id: number) => {
    close();
    links.go(id);
  };
  switch (dialog) {
    case 'switcher':
      return <QuickSwitcher onClose={close} onOpen={open} />;
    case 'browser':
      return <ChannelBrowser onClose={close} onOpen={open} onNew={() => openDialog('new-channel')} />;
    case 'new-channel':
      return (
        <NewChannelDialog
          onClose={close}
          onCreated={(name) => void router.navigate({ to: '/chat/c/$channel', params: { channel: name } })}
        />
      );
    case 'new-conversation':
      return <NewConversationDialog onClose={close} onStarted={open} />;
    case 'settings':
      if (channel) return <ChannelSettings key={channel.id} channel={channel} onClose={close} />;
      return (
        conversation && (
          <ConversationSettings
            open
            conversation={conversation}
            me={session.me}
            onOpenChange={(isOpen) => !isOpen && close()}
            onLeft={() => void router.navigate({ to: '/chat' })}
          />
        )
      );
    case undefined:
      return null;
  }
};
