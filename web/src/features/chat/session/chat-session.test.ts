import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  channel,
  conversation,
  inChannel,
  ME,
  MemoryStorage,
  message,
  messages,
  openChat,
} from './chat-session.peer.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

describe('own messages', () => {
  it('show at once and make way for the stored one', async () => {
    const { session, last, ids } = inChannel();
    session.send(1, { text: 'hello' });
    expect(session.room(1)?.outgoing).toMatchObject([{ text: 'hello', state: 'sending' }]);
    const { nonce } = last().sent('message')[0]!;
    last().ack('message', { id: 4 });
    await vi.waitFor(() => expect(session.room(1)?.outgoing[0]?.state).toBe('sent'));
    last().tell({ type: 'message', channel: 'c1', ...message(4, { user_id: ME, nonce: nonce! }) });
    expect(session.room(1)?.outgoing).toEqual([]);
    expect(ids()).toEqual([1, 2, 3, 4]);
  });

  it('wait for the connection, over a reload too, and are sent in order with the same nonce', async () => {
    const storage = new MemoryStorage();
    const before = inChannel({ storage });
    before.session.send(1, { text: 'one' });
    const [sent] = before.last().sent('message');
    before.last().lose();
    before.session.send(1, { text: 'two' });
    before.session.dispose();

    const { last } = inChannel({ storage });
    await vi.waitFor(() => expect(last().sent('message')).toHaveLength(1));
    expect(last().sent('message')[0]).toMatchObject({ message: 'one', nonce: sent!.nonce });
    last().ack('message', { id: 4 });
    await vi.waitFor(() => expect(last().sent('message')).toHaveLength(2));
    expect(last().sent('message')[1]).toMatchObject({ message: 'two' });
  });

  it('that were stored before a reload make way for what the history shows', () => {
    const storage = new MemoryStorage();
    const before = inChannel({ storage });
    before.session.send(1, { text: 'one' });
    const { nonce } = before.last().sent('message')[0]!;
    before.session.dispose();

    const { session, last } = inChannel({ storage });
    const stored = message(4, { user_id: ME, nonce: nonce! });
    last().tell({ type: 'history', channel: 'c1', messages: [stored], has_more: true, has_newer: false, seq: 4 });
    expect(session.room(1)?.outgoing).toEqual([]);
  });

  it('are tried again by themselves when they came too fast', async () => {
    const { session, last } = inChannel();
    session.send(1, { text: 'quick' });
    last().refuse('message', 'message.too_fast');
    await vi.waitFor(() => expect(session.room(1)?.outgoing[0]?.state).toBe('queued'));
    vi.advanceTimersByTime(1500);
    expect(last().sent('message')).toHaveLength(2);
  });

  it('that are refused stay with the reason until somebody tries again or drops them', async () => {
    const { session, last } = inChannel();
    session.send(1, { text: 'bad' });
    last().refuse('message', 'message.rejected');
    await vi.waitFor(() =>
      expect(session.room(1)?.outgoing[0]).toMatchObject({ state: 'failed', code: 'message.rejected' }),
    );
    const { nonce } = session.room(1)!.outgoing[0]!;
    session.retry(nonce);
    expect(last().sent('message')).toHaveLength(2);
    session.discard(nonce);
    expect(session.room(1)?.outgoing).toEqual([]);
  });

  it('leave nothing behind after signing out', () => {
    const storage = new MemoryStorage();
    const { session } = openChat({ storage, draftStorage: storage });
    session.send(1, { text: 'secret' });
    session.drafts.set(1, 'half a secret');
    expect(storage.items.size).toBe(2);
    session.dispose({ forget: true });
    expect(storage.items.size).toBe(0);
  });
});

describe('changes by this person', () => {
  it('show at once and are taken back when they are refused', async () => {
    const { session, last } = inChannel();
    const first = () => session.room(1)!.messages[0]!;
    const edit = session.messages.edit(1, 1, 'new');
    expect(first()).toMatchObject({ message: 'new' });
    last().refuse('edit_message', 'message.too_old');
    await expect(edit).rejects.toMatchObject({ code: 'message.too_old' });
    expect(first()).toMatchObject({ message: 'text 1', edited_at: undefined });

    const reaction = session.messages.react(1, 1, '👍');
    expect(first().reactions).toEqual([{ emoji: '👍', count: 1, user_ids: [ME] }]);
    last().refuse('react', 'internal');
    await expect(reaction).rejects.toThrow();
    expect(first().reactions).toEqual([]);

    const removal = session.messages.remove(1, 1);
    expect(first().id).toBe(2);
    last().refuse('delete', 'access.denied');
    await expect(removal).rejects.toThrow();
    expect(first().id).toBe(1);
  });
});

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

describe('who types', () => {
  it('shows for a few seconds or until the message comes, and never oneself', () => {
    const { session, last } = inChannel();
    const typing = { type: 'typing', channel: 'c1', username: 'bob', nickname: 'Bobby' } as const;
    last().tell({ ...typing, user_id: 2 }, { ...typing, user_id: ME });
    expect(session.room(1)?.typing).toEqual([{ userId: 2, name: 'Bobby' }]);
    last().tell({ type: 'message', channel: 'c1', ...message(4) });
    expect(session.room(1)?.typing).toEqual([]);
    last().tell({ ...typing, user_id: 2 });
    vi.advanceTimersByTime(6000);
    expect(session.room(1)?.typing).toEqual([]);
  });

  it('is told to others at most every three seconds', () => {
    const { session, last } = inChannel();
    for (let second = 0; second < 6; second++) {
      session.typing(1);
      vi.advanceTimersByTime(1000);
    }
    expect(last().sent('typing')).toHaveLength(2);
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

describe('somebody a moderator holds back', () => {
  const until = () => new Date(Date.now() + 5_000).toISOString();

  it('learns for which rooms, why and until when, and may write again by themselves', () => {
    const { session, last } = inChannel();
    const timeout = { kind: 'timeout', room_id: 1, until: until(), reason: 'spam' } as const;
    last().tell({ type: 'sanctions', sanctions: [timeout] });
    expect([session.room(1)?.sanction, session.room(2)?.sanction]).toEqual([timeout, undefined]);
    vi.advanceTimersByTime(6_000);
    expect(session.room(1)?.sanction).toBeUndefined();
  });

  it('is told of the longest, and of a ban before all', () => {
    const { session, last } = inChannel();
    const mute = { kind: 'mute', room_id: null, until: null, reason: '' } as const;
    const timeout = { kind: 'timeout', room_id: null, until: until(), reason: '' } as const;
    const ban = { kind: 'ban', room_id: 2, until: until(), reason: '' } as const;
    last().tell({ type: 'sanctions', sanctions: [timeout, mute, ban] });
    expect([session.room(1)?.sanction, session.room(2)?.sanction]).toEqual([mute, ban]);
    last().tell({ type: 'sanctions', sanctions: [] });
    expect(session.room(1)?.sanction).toBeUndefined();
  });

  it('is shown out by a ban, and enters where they were when it ends', () => {
    const { session, last } = inChannel();
    last().tell({ type: 'sanctions', sanctions: [{ kind: 'ban', room_id: null, until: until(), reason: 'threats' }] });
    expect(session.room(1)).toMatchObject({ refused: 'chat.banned', sanction: { reason: 'threats' } });
    expect(last().sent('join')).toHaveLength(1);
    vi.advanceTimersByTime(6_000);
    expect(session.room(1)?.refused).toBeUndefined();
    expect(last().sent('join')).toMatchObject([{}, { channel: 'c1', after_seq: 3 }]);
  });
});
