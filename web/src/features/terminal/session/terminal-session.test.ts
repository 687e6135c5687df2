import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeScreen, openSession } from './terminal-session.peer.js';

const bytes = (size: number): Uint8Array => new Uint8Array(size).fill(0x78);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the states of a terminal session', () => {
  it('asks, authenticates, goes live and ends with the exit code', () => {
    const { session, last } = openSession();
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.state.name));
    last().accept().frame({ type: 'status', state: 'authenticating' });
    last().frame({ type: 'prompt', id: 'p1', kind: 'password', title: 'Password', fields: [] });
    session.answer(['secret']);
    last().attach().frame({ type: 'exit', code: 3, signal: null });
    last().lose('exit');

    expect(last().sent('answer')).toEqual([{ type: 'answer', id: 'p1', answers: ['secret'] }]);
    expect(seen.filter((name, at) => name !== seen[at - 1])).toEqual([
      'authenticating',
      'asking',
      'authenticating',
      'live',
      'ended',
    ]);
    expect(session.state).toEqual({ name: 'ended', exit: { code: 3, signal: null } });
  });

  it('is refused by code with the details of a changed host key, and does not try again', () => {
    const { session, sockets, last } = openSession();
    last().accept().fail('hostkey.changed', { pinned: 'a', fingerprint: 'b' });
    vi.runAllTimers();

    expect(session.state).toMatchObject({ name: 'refused', code: 'hostkey.changed', details: { pinned: 'a' } });
    expect(sockets).toHaveLength(1);
  });

  it('ends with the reason when the far side is lost after it was live', () => {
    const { session, last } = openSession();
    last().accept().attach().fail('target.unreachable');
    expect(session.state).toEqual({ name: 'ended', refusal: { code: 'target.unreachable', details: undefined } });
  });

  it('offers to take back a session that was opened elsewhere', () => {
    const { session, last } = openSession();
    last().accept().attach().output('abc').fail('session.replaced');
    expect(session.state.name).toBe('refused');
    session.connect();
    expect(last().query).toMatchObject({ session: 's1', offset: '3' });
  });

  it('says what the portal says when a socket never opened', async () => {
    const { session, last } = openSession({ diagnose: () => Promise.resolve({ code: 'connection.not_found' }) });
    last().lose();
    await vi.waitFor(() => expect(session.state).toEqual({ name: 'refused', code: 'connection.not_found' }));
  });

  it('ignores an error that is about a single frame', () => {
    const { session, last } = openSession();
    last().accept().attach();
    last().frame({ type: 'error', code: 'request.invalid', message: '', in_reply_to: 'resize' });
    expect(session.state.name).toBe('live');
  });

  it('lags while a ping stays unanswered, recovers, and gives up a silent connection', () => {
    const { session, sockets, last } = openSession();
    last().accept().attach();
    vi.advanceTimersByTime(40);
    last().frame({ type: 'pong' });
    expect(session.latencyMs).toBe(40);

    vi.advanceTimersByTime(5000 + 1500);
    expect(session.state.name).toBe('lagging');
    last().frame({ type: 'pong' });
    expect(session.state.name).toBe('live');

    vi.advanceTimersByTime(5000 + 15_000);
    expect(session.state.name).toBe('reconnecting');
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(2);
  });

  it('keeps a connection that sends output although it answers no ping', () => {
    const { session, last } = openSession();
    last().accept().attach();
    for (let second = 0; second < 60; second++) {
      vi.advanceTimersByTime(1000);
      last().output('.');
    }
    expect(session.state.name).toBe('lagging');
  });
});

describe('the size of the screen', () => {
  it('is told again after opening when it changed on the way, and only when it changed', () => {
    const { session, screen, last } = openSession();
    expect(last().query).toEqual({ cols: '80', rows: '24' });
    screen.size = { cols: 100, rows: 30 };
    session.resize();
    last().accept().attach();
    session.resize();
    expect(last().sent('resize')).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
  });
});

describe('coming back', () => {
  it('waits longer from attempt to attempt and starts over after a success', () => {
    const { session, sockets, last } = openSession();
    last().accept().attach().lose();
    for (const delay of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      const before = sockets.length;
      vi.advanceTimersByTime(delay - 1);
      expect(sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(before + 1);
      last().accept().lose();
    }
    vi.runOnlyPendingTimers();
    last().accept().attach(0, { resumed: true }).lose();
    expect(session.state).toEqual({ name: 'reconnecting', retryAt: Date.now() + 1000 });
  });

  it('comes back at once when the network does', () => {
    const network = new EventTarget();
    const { session, sockets, last } = openSession({ network });
    last().accept().attach().lose();
    network.dispatchEvent(new Event('online'));
    expect(sockets).toHaveLength(2);

    session.dispose();
    network.dispatchEvent(new Event('online'));
    vi.runAllTimers();
    expect(sockets).toHaveLength(2);
  });

  it('asks for the bytes after the last one it received and shows each exactly once', () => {
    const { session, screen, last } = openSession();
    last().accept().attach().output('hello ').lose();
    vi.runOnlyPendingTimers();
    expect(last().query).toMatchObject({ session: 's1', offset: '6' });

    last().accept().attach(6).output('world');
    expect(screen.shown).toBe('hello world');
    expect(session.place).toMatchObject({ session: 's1', offset: 11 });
  });

  it('clears the screen when the server no longer has the missing output, and answers nothing of the replay', () => {
    const { screen, last } = openSession();
    last().accept().attach().output('old').lose();
    vi.runOnlyPendingTimers();
    last().accept().attach(1000, { truncated: true, replayed: 4 });
    expect(screen.isReplaying).toBe(true);
    last().output('new ');
    expect(screen.isReplaying).toBe(false);
    last().output('more');
    expect(screen.shown).toBe('new more');
  });

  it('ends when the session is gone, and restarts as a new one', () => {
    const { session, last } = openSession();
    last().accept().attach().output('abc').lose();
    vi.runOnlyPendingTimers();
    last().accept().fail('session.not_found');
    expect(session.state).toMatchObject({ name: 'ended', refusal: { code: 'session.not_found' } });

    session.restart();
    expect(last().query).not.toHaveProperty('session');
    last().accept().attach(0, { session: 's2' }).output('x');
    expect(session.place).toMatchObject({ session: 's2', offset: 1 });
  });

  it('continues a session that another page showed', () => {
    const { session, screen, last } = openSession({ resume: { session: 's9', offset: 500, startedAt: 1 } });
    expect(last().query).toMatchObject({ session: 's9', offset: '500' });
    last().accept().attach(500, { session: 's9' }).output('on');
    expect(screen.shown).toBe('on');
    expect(session.startedAt).toBe(1);
  });

  it('shows all that is left of a session that was never shown here, as a replay', () => {
    const { screen, last } = openSession({ resume: { session: 's9' } });
    expect(last().query).not.toHaveProperty('offset');
    last().accept().attach(0, { session: 's9', resumed: true, replayed: 5 });
    expect(screen.isReplaying).toBe(true);
    last().output('hello');
    expect(screen).toMatchObject({ shown: 'hello', isReplaying: false });
  });

  it('leaves the session running when disposed, and ends it when told to', () => {
    const left = openSession();
    left.last().accept().attach();
    left.session.dispose();
    expect(left.last().sent('close')).toEqual([]);
    expect(left.last().readyState).toBe(3);

    const ended = openSession();
    ended.last().accept().attach();
    ended.session.end();
    expect(ended.last().sent('close')).toHaveLength(1);
  });
});

describe('flow control', () => {
  it('confirms only what is on the screen', () => {
    const screen = new FakeScreen(false);
    const { last } = openSession({ screen });
    last().accept().attach().output(bytes(300)).output(bytes(300));
    expect(last().sent('ack')).toEqual([]);
    screen.render(1);
    expect(last().sent('ack')).toEqual([{ type: 'ack', offset: 300 }]);
    screen.render();
    expect(last().sent('ack')).toHaveLength(2);
  });

  it('joins confirmations of many small chunks but never leaves the last one out', () => {
    const screen = new FakeScreen(false);
    const { last } = openSession({ screen });
    last().accept().attach();
    for (let chunk = 0; chunk < 40; chunk++) last().output(bytes(10));
    screen.render();
    expect(
      last()
        .sent('ack')
        .map(({ offset }) => offset),
    ).toEqual([100, 200, 300, 400]);
  });

  it('does not confirm bytes of an earlier attachment to a later one', () => {
    const screen = new FakeScreen(false);
    const { last } = openSession({ screen });
    last().accept().attach().output(bytes(200)).lose();
    vi.runOnlyPendingTimers();
    last().accept().attach(200);
    screen.render();
    expect(last().sent('ack')).toEqual([]);
    last().output(bytes(5));
    screen.render();
    expect(last().sent('ack')).toEqual([{ type: 'ack', offset: 205 }]);
  });

  it('keeps no more input under way than the server takes', () => {
    const { session, last } = openSession();
    last().accept().attach();
    session.send(bytes(2500));
    expect(last().bytes).toHaveLength(1000);
    last().frame({ type: 'taken', offset: 600 });
    expect(last().bytes).toHaveLength(1600);
    last().frame({ type: 'taken', offset: 1600 });
    expect(last().bytes).toHaveLength(2500);
  });

  it('lets Ctrl-C overtake a paste that waits', () => {
    const { session, last } = openSession();
    last().accept().attach();
    session.send(bytes(5000));
    session.send(text('\x03'));
    last().frame({ type: 'taken', offset: 1000 });
    expect(last().bytes).toHaveLength(1001);
    expect(last().bytes.at(-1)).toBe(3);
  });

  it('takes no keys while nobody is there', () => {
    const { session, last } = openSession();
    last().accept().attach().lose();
    expect(session.send(text('rm -rf /'))).toBe(false);
    vi.runOnlyPendingTimers();
    last().accept().attach(0, { resumed: true });
    expect(last().bytes).toEqual([]);
  });
});

describe('saving the place in the output', () => {
  it('counts what is on the screen, not what waits for it', () => {
    const screen = new FakeScreen(false);
    const { session, last } = openSession({ screen });
    last().accept().attach().output(bytes(30)).output(bytes(30));
    screen.render(1);
    expect(session.place?.offset).toBe(30);
  });

  it('goes back to the start of a control sequence or character that is not complete', () => {
    const { session, last } = openSession();
    last().accept().attach().output('abc\x1b[3');
    expect(session.place?.offset).toBe(3);
    last().output('1mred');
    expect(session.place?.offset).toBe(11);
    last().output(text('€').slice(0, 2));
    expect(session.place?.offset).toBe(11);
  });
});
