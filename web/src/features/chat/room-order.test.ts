import { expect, it } from 'vitest';
import { stepRoom } from './room-order.js';
import { channel, conversation } from './session/chat-session.peer.js';

const rooms = {
  channels: [channel(1), channel(2, { unread_count: 3 })],
  conversations: [conversation(30), conversation(31, { unread_count: 1 })],
};

it('goes round through channels and conversations as they are listed', () => {
  expect(stepRoom(rooms, 1, 1, false)).toBe(2);
  expect(stepRoom(rooms, 31, 1, false)).toBe(1);
  expect(stepRoom(rooms, 1, -1, false)).toBe(31);
  expect(stepRoom(rooms, undefined, 1, false)).toBe(1);
});

it('stops only where something is unread, and stays when nothing is', () => {
  expect(stepRoom(rooms, 1, 1, true)).toBe(2);
  expect(stepRoom(rooms, 2, 1, true)).toBe(31);
  expect(stepRoom({ channels: [channel(1)], conversations: [] }, 1, 1, true)).toBeUndefined();
});
