import { describe, expect, it, vi } from 'vitest';
import { inChannel, ME, MemoryStorage, message, openChat, useChatClock } from './chat-session.peer.js';

useChatClock();

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
