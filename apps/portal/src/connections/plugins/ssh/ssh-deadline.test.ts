import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SshDeadline } from './ssh-deadline.js';

describe('the time a session has to open', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('stands still while a person is asked, also twice at once', async () => {
    const onExpire = vi.fn();
    const deadline = new SshDeadline(1_000, onExpire);
    let answer!: () => void;
    let other!: () => void;
    vi.advanceTimersByTime(600);
    const asking = deadline.hold(new Promise<void>((resolve) => (answer = resolve)));
    const askingToo = deadline.hold(new Promise<void>((resolve) => (other = resolve)));
    vi.advanceTimersByTime(60_000);
    answer();
    await asking;
    vi.advanceTimersByTime(60_000);
    other();
    await askingToo;
    vi.advanceTimersByTime(399);
    expect(onExpire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onExpire).toHaveBeenCalledOnce();
  });

  it('does not begin again after it was closed', async () => {
    const onExpire = vi.fn();
    const deadline = new SshDeadline(1_000, onExpire);
    const asking = deadline.hold(Promise.resolve());
    deadline.close();
    await asking;
    vi.advanceTimersByTime(10_000);
    expect(onExpire).not.toHaveBeenCalled();
  });
});
