import { expect, it } from 'vitest';
import { message, messages } from './chat-session.peer.js';
import { MAX_MESSAGES, MessageWindow } from './message-window.js';

const filled = (from: number, to: number): MessageWindow => {
  const window = new MessageWindow();
  window.replace(messages(from, to), { hasOlder: true, hasNewer: false });
  return window;
};
const ids = (window: MessageWindow) => window.snapshot().map(({ id }) => id);

it('keeps order and shows nothing twice, whatever the order of arrival', () => {
  const window = filled(5, 6);
  window.put([message(9), message(7), message(5, { message: 'new' }), message(1)]);
  expect(ids(window)).toEqual([1, 5, 6, 7, 9]);
  expect(window.get(5)?.message).toBe('new');
});

it('keeps the identity of the list and of every message that did not change', () => {
  const window = filled(1, 3);
  const before = window.snapshot();
  expect(window.snapshot()).toBe(before);
  window.change(2, (one) => ({ ...one, message: 'new' }));
  expect(window.snapshot()).not.toBe(before);
  expect(window.snapshot()[0]).toBe(before[0]);
});

it('drops the far end when it grows too long, and knows that there is more', () => {
  const window = filled(1, MAX_MESSAGES - 10);
  window.append(messages(MAX_MESSAGES - 9, MAX_MESSAGES + 40), false);
  expect(window.snapshot()).toHaveLength(MAX_MESSAGES);
  expect(window.first?.id).toBe(41);
  window.prepend(messages(1, 40), false);
  expect(window).toMatchObject({ hasOlder: false, hasNewer: true });
  expect(window.last?.id).toBe(MAX_MESSAGES);
});
