import { expect, it } from 'vitest';
import { message } from '../session/chat-session.peer.js';
import { opensGroup, startsDay } from './message-groups.js';

const at = (time: string) => ({ created_at: `2026-03-01T${time}` });

it('groups what one author writes within five minutes', () => {
  const first = message(1, at('12:00:00'));
  expect(opensGroup(first, undefined)).toBe(true);
  expect(opensGroup(message(2, at('12:04:59')), first)).toBe(false);
  expect(opensGroup(message(2, at('12:05:01')), first)).toBe(true);
});

it('shows the author again of a reply, of somebody else and of whoever is anonymous', () => {
  const first = message(1, at('12:00:00'));
  const next = at('12:00:01');
  expect(opensGroup(message(2, { ...next, user_id: 3, username: 'eve' }), first)).toBe(true);
  expect(opensGroup(message(2, { ...next, reply_to: 1 }), first)).toBe(true);
  const anonymous = { ...next, user_id: 0, username: 'Anonymous', anonymous: true };
  expect(opensGroup(message(3, anonymous), message(2, anonymous))).toBe(true);
});

it('begins a day at midnight where the reader is', () => {
  const before = message(1, { created_at: new Date(2026, 2, 1, 23, 59).toISOString() });
  const after = message(2, { created_at: new Date(2026, 2, 2, 0, 1).toISOString() });
  expect(startsDay(after, before)).toBe(true);
  expect(opensGroup(after, before)).toBe(true);
  expect(startsDay(after, after)).toBe(false);
});
