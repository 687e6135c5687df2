import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryStorage } from './chat-session.peer.js';
import { Drafts } from './drafts.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const openDrafts = () => {
  const tell = vi.fn(() => true);
  const received = vi.fn();
  const drafts = new Drafts({ storage: new MemoryStorage(), key: 'drafts', tell });
  drafts.onReceived(1, received);
  return { drafts, tell, received };
};

it('a draft from another device shows where one has paused', () => {
  const { drafts, tell, received } = openDrafts();
  drafts.set(1, 'begun here');
  vi.runAllTimers();
  expect(tell.mock.calls).toEqual([[1, 'begun here']]);
  drafts.receive(1, 'begun here, and gone on with there');
  expect(received.mock.calls).toEqual([['begun here, and gone on with there']]);
  expect(drafts.get(1)).toBe('begun here, and gone on with there');
});

it('a draft from another device does not take the words of whoever is writing', () => {
  const { drafts, received } = openDrafts();
  drafts.set(1, 'just now');
  drafts.receive(1, 'older');
  expect(received).not.toHaveBeenCalled();
  expect(drafts.get(1)).toBe('just now');
});

it('a draft is not told back to where it came from', () => {
  const { drafts, tell, received } = openDrafts();
  received.mockImplementation((text: string) => drafts.set(1, text));
  drafts.receive(1, 'from there');
  drafts.receive(2, 'of another room');
  vi.runAllTimers();
  expect(received).toHaveBeenCalledTimes(1);
  expect(tell).not.toHaveBeenCalled();
});
