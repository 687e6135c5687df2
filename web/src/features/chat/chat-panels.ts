import { createContext, use } from 'react';

/** What stands beside the conversation. */
export type Panel = { kind: 'members' } | { kind: 'pins' } | { kind: 'search' } | { kind: 'thread'; messageId: number };

/** What opens over it. */
export type ChatDialog = 'switcher' | 'browser' | 'new-channel' | 'new-conversation' | 'settings';

export interface ChatPanels {
  panel: Panel | undefined;
  show: (panel: Panel | undefined) => void;
  /** Closes the panel if it shows. */
  toggle: (kind: 'members' | 'pins' | 'search') => void;
  /** Undefined closes the one that is open. */
  openDialog: (dialog: ChatDialog | undefined) => void;
}

export const ChatPanelsContext = createContext<ChatPanels>({
  panel: undefined,
  show: () => undefined,
  toggle: () => undefined,
  openDialog: () => undefined,
});

export const useChatPanels = (): ChatPanels => use(ChatPanelsContext);
