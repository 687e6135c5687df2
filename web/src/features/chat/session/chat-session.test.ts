import { describe, expect, it, vi } from 'vitest';
import { conversation, inChannel, ME, message, useChatClock } from './chat-session.peer.js';

useChatClock();

describe('what is unread', () => {
  it('grows with messages elsewhere and mentions, and asks for attention', () => {
    const { session, last } = inChannel();
    last().tell({
      type: 'dm_conversations_list',
      conversations: [conversation(30), conversation(31, { muted: true })],
    });
    last().tell(
      { type: 'activity', channel_id: 2, channel: 'c2', last_message_id: 9, count: 3, mentioned: true },
      { type: 'dm_message', conversation_id: 30, ...message(10) },
      { type: 'dm_message', conversation_id: 31, ...message(11) },
      { type: 'dm_message', conversation_id: 30, ...message(12, { user_id: ME }) },
    );
    expect(session.room(2)).toMatchObject({ unread: 3, mentions: 1 });
    expect(session.room(30)).toMatchObject({ unread: 1, lastMessageId: 12 });
    expect(session.view().attention).toBe(2);
  });

  it('is read while the end of the room is before the eyes, and the server is told now and then', () => {
    const { session, last } = inChannel();
    session.see(1);
    last().tell({ type: 'message', channel: 'c1', ...message(4) }, { type: 'message', channel: 'c1', ...message(5) });
    expect(session.room(1)?.unread).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(last().sent('mark_read')).toEqual([{ type: 'mark_read', message_id: 5 }]);
    session.see(undefined);
    last().tell({ type: 'message', channel: 'c1', ...message(6, { mentions: [ME] }) });
    expect(session.room(1)).toMatchObject({ unread: 1, mentions: 1 });
  });

  it('is marked where reading ended when the room was opened', () => {
    const { session } = inChannel({}, { unread_count: 2, last_read_id: 1 });
    expect(session.room(1)?.dividerId).toBe(1);
  });

  it('keeps its mark when the end of the room shows before the room is opened', () => {
    const { session, last } = inChannel();
    session.open(2);
    last().tell({ type: 'activity', channel_id: 1, channel: 'c1', last_message_id: 5, count: 2, mentioned: false });
    session.see(1);
    session.open(1);
    expect(session.room(1)?.dividerId).toBe(3);
  });

  it('stays when the server answers late that what was before is read', () => {
    const { session, last } = inChannel({}, { unread_count: 1, last_read_id: 2 });
    session.see(1);
    session.see(undefined);
    session.open(2);
    const news = { channel_id: 1, channel: 'c1', last_message_id: 5, count: 2, mentioned: true };
    last().tell({ type: 'activity', ...news }, { type: 'read', channel: 'c1', message_id: 3 });
    expect(session.room(1)).toMatchObject({ unread: 2, mentions: 1, lastReadId: 3 });
  });

  it('counts once what came while the channel was being left', () => {
    const { session, last } = inChannel();
    session.open(2);
    const news = { channel_id: 1, channel: 'c1', last_message_id: 4, count: 1, mentioned: false };
    last().tell({ type: 'message', channel: 'c1', ...message(4) }, { type: 'activity', ...news });
    expect(session.room(1)?.unread).toBe(1);
  });

  it('goes when the person reads it in another window', () => {
    const { session, last } = inChannel({}, { unread_count: 2, last_read_id: 1 });
    last().tell({ type: 'read', channel: 'c1', message_id: 2 });
    expect(session.room(1)).toMatchObject({ unread: 1, lastReadId: 2 });
  });
});

describe('people', () => {
  it('are known from what they wrote, and stay the same object while nothing new is said of them', () => {
    const { session, last } = inChannel();
    const before = session.view().people;
    expect(before.get(2)).toMatchObject({ username: 'bob', nickname: null });
    last().tell({ type: 'message', channel: 'c1', ...message(4) });
    expect(session.view().people).toBe(before);
    last().tell({ type: 'message', channel: 'c1', ...message(5, { nickname: 'Bobby' }) });
    expect(session.view().people.get(2)?.nickname).toBe('Bobby');
  });
});
