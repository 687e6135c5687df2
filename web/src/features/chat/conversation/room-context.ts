import { createContext, use } from 'react';
import type { ChatMessage } from '#libs/contracts';
import type { RoomKind } from '../session/chat-view.js';

export interface Person {
  id: number;
  name: string;
}

/** What messages can ask of the conversation around them. Keeps its identity while the room shows. */
export interface RoomActions {
  roomId: number;
  kind: RoomKind;
  reply: (message: ChatMessage | undefined) => void;
  edit: (messageId: number | undefined) => void;
  openThread: (messageId: number) => void;
  /** Scrolls to the message, loading what surrounds it if need be. */
  jump: (messageId: number) => void;
  /** Asks whether to keep somebody out of this room, for whoever runs it. */
  ban?: ((person: Person) => void) | undefined;
}

const RoomContext = createContext<RoomActions | undefined>(undefined);
export const RoomProvider = RoomContext;

/** Only below a `RoomProvider`. */
export const useRoomActions = (): RoomActions => {
  const actions = use(RoomContext);
  if (!actions) throw new Error('outside of a room');
  return actions;
};
