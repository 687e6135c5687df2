import type { ChatMessage, ChatUser, Missed, PinnedMessage, PollState } from '#libs/contracts';
import type { ApiError } from '../../../shared/api/api-error.js';
import type { PageKind, RoomKind, RoomView, Typist } from './chat-view.js';
import { MessageWindow } from './message-window.js';

/** What is known of the room elsewhere. */
type Standing = Pick<RoomView, 'unread' | 'mentions' | 'lastReadId' | 'lastMessageId' | 'sanction' | 'outgoing'>;

/** What a change of a room's state is numbered with; without one it cannot be checked. */
export type SeqCheck = 'next' | 'old' | 'gap';

/** One room as far as this client has seen it. */
export class RoomStore {
  readonly window = new MessageWindow();
  /** Of the last change that is known here. */
  seq: number | undefined;
  mayPost = true;
  mayModerate = false;
  users: readonly ChatUser[] = [];
  pins: readonly PinnedMessage[] = [];
  typing: readonly Typist[] = [];
  loading: PageKind | undefined;
  refused: ApiError['code'] | undefined;
  dividerId = 0;
  private readonly pageWaiters: (() => void)[] = [];
  /** Hidden before the server has confirmed it. */
  private readonly hidden = new Set<number>();
  private view: RoomView | undefined;

  constructor(
    readonly id: number,
    readonly kind: RoomKind,
  ) {}

  /** The next snapshot differs. */
  touch(): void {
    this.view = undefined;
  }

  snapshot(standing: Standing): RoomView {
    if (this.view) return this.view;
    const { window, hidden } = this;
    const messages = window.snapshot();
    this.view = {
      id: this.id,
      kind: this.kind,
      isLoaded: window.isLoaded,
      messages: hidden.size > 0 ? messages.filter(({ id }) => !hidden.has(id)) : messages,
      hasOlder: window.hasOlder,
      hasNewer: window.hasNewer,
      loading: this.loading,
      refused: this.refused,
      mayPost: this.mayPost,
      mayModerate: this.mayModerate,
      users: this.users,
      pins: this.pins,
      typing: this.typing,
      dividerId: this.dividerId,
      ...standing,
    };
    return this.view;
  }

  /** Advances when the change, or the first of several, is the next one. */
  check(seq: number | undefined, first = seq): SeqCheck {
    if (seq === undefined || first === undefined || this.seq === undefined) return 'next';
    if (seq <= this.seq) return 'old';
    const isNext = first <= this.seq + 1;
    if (isNext) this.seq = seq;
    return isNext ? 'next' : 'gap';
  }

  /** A page the server sent; which one is known from what was asked. */
  onPage(messages: readonly ChatMessage[], more: { older: boolean; newer: boolean }, seq?: number): void {
    const { loading, window } = this;
    this.loading = this.refused = undefined;
    if (loading === 'older' && window.isLoaded) window.prepend(messages, more.older);
    else if (loading === 'newer' && window.isLoaded) window.append(messages, more.newer);
    else {
      window.replace(messages, { hasOlder: more.older, hasNewer: more.newer });
      if (seq !== undefined) this.seq = seq;
    }
    this.touch();
    for (const resolve of this.pageWaiters.splice(0)) resolve();
  }

  nextPage(): Promise<void> {
    return new Promise((resolve) => void this.pageWaiters.push(resolve));
  }

  /** A message that was just written; after a jump into the past it lies beyond the window. */
  arrive(message: ChatMessage): void {
    this.typing = this.typing.filter(({ userId }) => userId !== message.user_id);
    if (this.window.isLoaded && !this.window.hasNewer) this.window.append([message], false);
    this.touch();
  }

  catchUp({ messages, changed, deleted, seq }: Missed): void {
    if (!this.window.hasNewer) this.window.append(messages, false);
    for (const message of changed) this.window.change(message.id, () => message);
    for (const id of deleted) this.window.remove(id);
    this.seq = seq;
    this.touch();
  }

  change(id: number, change: (message: ChatMessage) => ChatMessage): void {
    this.window.change(id, change);
    this.touch();
  }

  changePoll(pollId: number, change: (poll: PollState) => PollState): void {
    const message = this.window.find(({ poll }) => poll?.id === pollId);
    if (message) this.change(message.id, (one) => (one.poll ? { ...one, poll: change(one.poll) } : one));
  }

  remove(id: number): void {
    this.window.remove(id);
    this.hidden.delete(id);
    this.pins = this.pins.filter((pin) => pin.id !== id);
    this.touch();
  }

  hide(id: number, isHidden: boolean): void {
    if (isHidden) this.hidden.add(id);
    else this.hidden.delete(id);
    this.touch();
  }

  /** Back to a room nothing is known of, to save memory or because too much was missed. */
  forget(): void {
    this.window.clear();
    this.seq = this.loading = undefined;
    this.users = [];
    this.typing = [];
    this.touch();
  }
}
