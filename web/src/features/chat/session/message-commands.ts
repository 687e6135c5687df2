import type { ChatClientFrame } from '#libs/contracts';
import { hasReacted, withReaction } from './reactions.js';
import type { RoomStore } from './room-store.js';

interface MessageCommandsOptions {
  me: number;
  room: (id: number) => RoomStore | undefined;
  /** @throws ApiError */
  ask: (frame: ChatClientFrame) => Promise<unknown>;
  onChange: (room: RoomStore) => void;
}

/** What can be done to a stored message. Shows at once; a refusal takes it back and is thrown as ApiError. */
export class MessageCommands {
  constructor(private readonly options: MessageCommandsOptions) {}

  async edit(roomId: number, messageId: number, text: string): Promise<void> {
    const room = this.options.room(roomId);
    const before = room?.window.get(messageId);
    if (!room || !before) return;
    const { message, edited_at } = before;
    const target = { message_id: messageId, message: text };
    await this.attempt(
      room,
      room.kind === 'dm'
        ? { type: 'dm_edit', conversation_id: roomId, ...target }
        : { type: 'edit_message', ...target },
      () => room.change(messageId, (one) => ({ ...one, message: text, edited_at: new Date().toISOString() })),
      () => room.change(messageId, (one) => ({ ...one, message, edited_at })),
    );
  }

  async remove(roomId: number, messageId: number): Promise<void> {
    const room = this.options.room(roomId);
    if (!room) return;
    const target = { message_id: messageId };
    await this.attempt(
      room,
      room.kind === 'dm' ? { type: 'dm_delete', conversation_id: roomId, ...target } : { type: 'delete', ...target },
      () => room.hide(messageId, true),
      () => room.hide(messageId, false),
    );
  }

  /** Adds the reaction, or takes it back. */
  async react(roomId: number, messageId: number, emoji: string): Promise<void> {
    const room = this.options.room(roomId);
    const before = room?.window.get(messageId);
    if (!room || !before) return;
    const { me } = this.options;
    const action = hasReacted(before, emoji, me) ? 'remove' : 'add';
    const undo = action === 'add' ? 'remove' : 'add';
    const target = { message_id: messageId, emoji };
    await this.attempt(
      room,
      room.kind === 'dm' ? { type: 'dm_react', conversation_id: roomId, ...target } : { type: 'react', ...target },
      () => room.change(messageId, (message) => withReaction(message, { emoji, user_id: me, action })),
      () => room.change(messageId, (message) => withReaction(message, { emoji, user_id: me, action: undo })),
    );
  }

  /** Pins the message, or unpins it; shows when the server says so. */
  async pin(messageId: number, isPinned: boolean): Promise<void> {
    await this.options.ask({ type: isPinned ? 'pin_message' : 'unpin_message', message_id: messageId });
  }

  private async attempt(room: RoomStore, frame: ChatClientFrame, apply: () => void, undo: () => void): Promise<void> {
    apply();
    this.options.onChange(room);
    try {
      await this.options.ask(frame);
    } catch (error) {
      undo();
      this.options.onChange(room);
      throw error;
    }
  }
}
