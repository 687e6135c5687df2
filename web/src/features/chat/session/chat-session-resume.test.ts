import { describe, expect, it, vi } from 'vitest';
import {
  channel,
  conversation,
  inChannel,
  ME,
  message,
  messages,
  openChat,
  useChatClock,
} from './chat-session.peer.js';

useChatClock();

describe('a room over the socket', () => {
  it('is joined when it is opened and shows its history and what is written there', () => {
    const { session, last, ids } = inChannel();
    last().tell({ type: 'message', channel: 'c1', ...message(4) });
    expect(last().sent('join')).toMatchObject([{ channel: 'c1' }]);
    expect(ids()).toEqual([1, 2, 3, 4]);
    expect(session.room(1)).toMatchObject({ isLoaded: true, hasOlder: true, mayPost: true });
  });

  it('resumes after a loss with its last change and gets what it missed, once and in order', () => {
    const { last, ids } = inChannel();
    last()
      .tell({ type: 'message', channel: 'c1', ...message(4) })
      .lose();
    vi.advanceTimersByTime(1000);
    last().accept();
    expect(last().sent('join')).toMatchObject([{ channel: 'c1', after_seq: 4 }]);
    const edited = { ...message(2), message: 'new' };
    last().tell({
      type: 'resumed',
      channel: 'c1',
      seq: 8,
      complete: true,
      messages: [message(5), message(6)],
      changed: [edited],
      deleted: [1],
    });
    last().tell({ type: 'message', channel: 'c1', ...message(9, { seq: 9 }) });
    expect(ids()).toEqual([2, 3, 4, 5, 6, 9]);
  });

  it('starts over from the history when too much was missed', () => {
    const { last, ids } = inChannel();
    const missed = { seq: 900, complete: false, messages: [], changed: [], deleted: [] };
    last().tell({ type: 'resumed', channel: 'c1', ...missed });
    vi.runOnlyPendingTimers();
    expect(last().sent('history')).toMatchObject([{ channel: 'c1' }]);
    last().tell({ type: 'history', channel: 'c1', messages: messages(898, 900), has_more: true, has_newer: false });
    expect(ids()).toEqual([898, 899, 900]);
  });

  it('shows what comes after a gap and asks for what is missing', () => {
    const { last, ids } = inChannel();
    last().tell({ type: 'message', channel: 'c1', ...message(5) });
    expect(ids()).toEqual([1, 2, 3, 5]);
    vi.advanceTimersByTime(200);
    expect(last().sent('join').at(-1)).toMatchObject({ after_seq: 3 });
    const missed = { seq: 5, complete: true, messages: [message(4), message(5)], changed: [], deleted: [] };
    last().tell({ type: 'resumed', channel: 'c1', ...missed });
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
  });

  it('misses nothing where changes were left out, as those of somebody blocked', () => {
    const { last, ids } = inChannel();
    last().tell({ type: 'skipped', channel: 'c1', from_seq: 4, seq: 6 });
    last().tell({ type: 'message', channel: 'c1', ...message(7) });
    vi.advanceTimersByTime(10_000);
    expect(ids()).toEqual([1, 2, 3, 7]);
    expect(last().sent('join')).toHaveLength(1);
  });

  it('asks for what is missing before changes that were left out', () => {
    const { last } = inChannel();
    last().tell({ type: 'skipped', channel: 'c1', from_seq: 5, seq: 6 });
    vi.advanceTimersByTime(200);
    expect(last().sent('join').at(-1)).toMatchObject({ after_seq: 3 });
  });

  it('asks after gaps that come again and again only now and then', () => {
    const { last } = inChannel();
    for (let seq = 5; seq < 25; seq += 2) {
      last().tell({ type: 'message', channel: 'c1', ...message(seq) });
      vi.advanceTimersByTime(200);
      const missed = { seq, complete: true, messages: [message(seq)], changed: [], deleted: [] };
      last().tell({ type: 'resumed', channel: 'c1', ...missed });
    }
    expect(last().sent('join').length).toBeLessThanOrEqual(3);
  });

  it('follows edits, reactions, pins, votes and deletions', () => {
    const { session, last } = inChannel();
    const poll = {
      id: 9,
      question: '?',
      options: ['a', 'b'],
      votes: {},
      total_votes: 0,
      allow_multiple: false,
      anonymous_votes: false,
      closed: false,
      closes_at: null,
    };
    last().tell(
      { type: 'message_edited', message_id: 1, new_text: 'new', edited_at: '2026-01-01T00:01:00Z', seq: 4 },
      { type: 'reaction_update', message_id: 1, emoji: '👍', user_id: 2, username: 'bob', action: 'add', seq: 5 },
      { type: 'message_pinned', message_id: 2, pinned_by: 3, pinned_by_username: 'eve', seq: 6 },
      { type: 'message_deleted', message_id: 3, deleted_by: 2, channel: 'c1', seq: 7 },
      { type: 'poll_created', channel: 'c1', message: message(8), poll, seq: 8 },
      { type: 'poll_updated', poll_id: 9, votes: { 1: 1 }, total_votes: 1, voters: { 1: [ME] }, seq: 9 },
    );
    const [first, second, third] = session.room(1)!.messages;
    expect(first).toMatchObject({ message: 'new', reactions: [{ emoji: '👍', count: 1, user_ids: [2] }] });
    expect(second).toMatchObject({ id: 2, pinned: true });
    expect(session.room(1)!.pins).toMatchObject([{ id: 2, pinned_by: 3 }]);
    expect(third).toMatchObject({ id: 8, poll: { total_votes: 1, own_votes: [1] } });
  });

  it('keeps its name when the channel is renamed', () => {
    const { last, ids } = inChannel();
    last().tell(
      { type: 'channel_renamed', old_name: 'c1', new_name: 'news', id: 1 },
      { type: 'message', channel: 'news', ...message(4) },
    );
    expect(ids()).toEqual([1, 2, 3, 4]);
  });

  it('says why it cannot be shown', async () => {
    const { session, last } = openChat();
    last()
      .accept()
      .tell({ type: 'state', user_id: ME, channels: [channel(1)], blocked: [], drafts: [], sanctions: [] });
    session.open(1);
    last().refuse('join', 'chat.banned');
    await vi.waitFor(() => expect(session.room(1)?.refused).toBe('chat.banned'));
  });
});

describe('paging through the history', () => {
  it('puts older pages before the window, one at a time', () => {
    const { session, last, ids } = inChannel();
    last().tell({ type: 'history', channel: 'c1', messages: messages(11, 13), has_more: true, has_newer: false });
    session.load(1, 'older');
    session.load(1, 'older');
    expect(last().sent('history')).toMatchObject([{ before_id: 11 }]);
    last().tell({ type: 'history', channel: 'c1', messages: messages(8, 10), has_more: false, has_newer: true });
    expect(ids()).toEqual([8, 9, 10, 11, 12, 13]);
    session.load(1, 'older');
    expect(last().sent('history')).toHaveLength(1);
  });

  it('jumps to a message far back, leaves out what is written meanwhile, and comes back to the end', async () => {
    const { session, last, ids } = inChannel();
    const jump = session.jump(1, 500);
    expect(last().sent('history')).toMatchObject([{ around_id: 500 }]);
    last().tell({ type: 'history', channel: 'c1', messages: messages(499, 501), has_more: true, has_newer: true });
    last().ack('history');
    await jump;
    last().tell({ type: 'message', channel: 'c1', ...message(4) });
    expect(ids()).toEqual([499, 500, 501]);
    session.load(1, 'latest');
    last().tell({ type: 'history', channel: 'c1', messages: messages(2, 4), has_more: true, has_newer: false });
    expect(ids()).toEqual([2, 3, 4]);
  });

  it('refuses a jump to what is not there', async () => {
    const { session, last } = inChannel();
    const jump = session.jump(1, 500);
    last().refuse('history', 'message.not_found');
    await expect(jump).rejects.toMatchObject({ code: 'message.not_found' });
    expect(session.room(1)?.loading).toBeUndefined();
  });
});

describe('conversations', () => {
  it('miss nothing where changes were left out', () => {
    const { session, last } = openChat();
    last()
      .accept()
      .tell({ type: 'dm_conversations_list', conversations: [conversation(30, { type: 'group' })] });
    session.open(30);
    last().tell({ type: 'dm_conversation_opened', conversation: conversation(30), messages: messages(1, 2), seq: 2 });
    last().tell({ type: 'skipped', conversation_id: 30, from_seq: 3, seq: 3 });
    last().tell({ type: 'dm_message', conversation_id: 30, ...message(4) });
    vi.advanceTimersByTime(10_000);
    expect(last().sent('sync')).toEqual([]);
  });

  it('open with their messages, and after a loss ask only for what they missed', () => {
    const { session, last } = openChat();
    last()
      .accept()
      .tell({ type: 'dm_conversations_list', conversations: [conversation(30)] });
    session.open(30);
    expect(last().sent('dm_open')).toMatchObject([{ conversation_id: 30 }]);
    last().tell({ type: 'dm_conversation_opened', conversation: conversation(30), messages: messages(1, 2), seq: 2 });
    last()
      .tell({ type: 'dm_message', conversation_id: 30, ...message(3) })
      .lose();
    vi.advanceTimersByTime(1000);
    last().accept();
    expect(last().sent('sync')).toMatchObject([{ conversation_id: 30, after_seq: 3 }]);
    expect(session.room(30)?.messages.map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});

describe('the connection', () => {
  it('is refused for good when the server says so, and waits for a person', () => {
    const { session, sockets, last } = openChat();
    last().accept().lose('account.disabled');
    vi.advanceTimersByTime(60_000);
    expect(session.view().connection).toEqual({ name: 'refused', code: 'account.disabled' });
    expect(sockets).toHaveLength(1);
  });

  it('is given up when it is silent and does not answer', () => {
    const { session, last } = inChannel();
    vi.advanceTimersByTime(20_000);
    expect(last().sent('ping')).toHaveLength(1);
    vi.advanceTimersByTime(8000);
    expect(session.view().connection.name).toBe('reconnecting');
  });
});
