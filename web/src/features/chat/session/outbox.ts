import { ERRORS, type ErrorCode } from '#libs/contracts';
import { ApiError } from '../../../shared/api/api-error.js';
import type { NewMessage, Outgoing } from './chat-view.js';

/** Wait after a refusal that passes by itself, such as too many messages in a short time. */
const PAUSE_MS = 1500;
const MAX_ITEMS = 200;
/** A stored message shows here until it comes from the server; in a room the socket is not in it does not. */
const SETTLE_MS = 3000;

interface OutboxOptions {
  /** Resolves with its id when the message is stored. @throws ApiError */
  deliver: (item: Outgoing) => Promise<number | undefined>;
  onChange: (roomId: number) => void;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Of this person in the storage. */
  key: string;
}

/**
 * Own messages until they are stored: sent one after the other, so that they arrive in the order they were written, kept
 * over a reload of the page, and sent again with the same nonce when nobody knows whether they arrived.
 */
export class Outbox {
  private items: Outgoing[];
  private isLive = false;
  private isBusy = false;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OutboxOptions) {
    this.items = this.load();
  }

  of(roomId: number): Outgoing[] {
    return this.items.filter((item) => item.roomId === roomId);
  }

  /** False when too much waits already. */
  add(roomId: number, message: NewMessage): boolean {
    if (this.items.length >= MAX_ITEMS) return false;
    const item: Outgoing = {
      ...message,
      roomId,
      nonce: crypto.getRandomValues(new Uint32Array(4)).join('-'),
      created_at: new Date().toISOString(),
      state: 'queued',
    };
    this.items.push(item);
    this.changed(item);
    this.pump();
    return true;
  }

  retry(nonce: string): void {
    const item = this.find(nonce);
    if (item?.state !== 'failed') return;
    this.become(item, { state: 'queued' });
    this.pump();
  }

  discard(nonce: string): void {
    const item = this.find(nonce);
    if (!item) return;
    this.items = this.items.filter((one) => one !== item);
    this.changed(item);
  }

  /** A message came from the server: if it is one of these, it shows there from now on. */
  settle(message: { id: number; nonce?: string }): void {
    const item = this.items.find(({ id, nonce }) => nonce === message.nonce || id === message.id);
    if (item) this.discard(item.nonce);
  }

  start(): void {
    this.isLive = true;
    this.pump();
  }

  stop(): void {
    this.isLive = false;
    clearTimeout(this.pause);
    this.pause = undefined;
  }

  /** Nothing of it stays in this browser. */
  forget(): void {
    this.stop();
    this.items = [];
    this.options.storage.removeItem(this.options.key);
  }

  private pump(): void {
    if (!this.isLive || this.isBusy || this.pause !== undefined) return;
    const next = this.items.find((item) => item.state === 'queued');
    if (next) void this.send(next.nonce);
  }

  private async send(nonce: string): Promise<void> {
    this.isBusy = true;
    const item = this.become(this.find(nonce)!, { state: 'sending' });
    try {
      const id = await this.options.deliver(item);
      const sent = this.find(nonce);
      if (sent) this.become(sent, { state: 'sent', ...(id !== undefined && { id }) });
      setTimeout(() => this.discard(nonce), SETTLE_MS);
    } catch (error) {
      this.onFailure(nonce, error);
    } finally {
      this.isBusy = false;
      this.pump();
    }
  }

  private onFailure(nonce: string, error: unknown): void {
    const item = this.find(nonce);
    if (!item) return;
    if (error instanceof ApiError && isPassing(error)) {
      this.become(item, { state: 'queued' });
      this.rest();
      return;
    }
    const code = error instanceof ApiError && isErrorCode(error.code) ? error.code : 'internal';
    this.become(item, { state: 'failed', code });
  }

  private rest(): void {
    if (!this.isLive) return;
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.pump();
    }, PAUSE_MS);
  }

  private become(item: Outgoing, change: Pick<Outgoing, 'state' | 'code' | 'id'>): Outgoing {
    const { code: _, ...rest } = item;
    const next = { ...rest, ...change };
    this.items = this.items.map((one) => (one.nonce === item.nonce ? next : one));
    this.changed(next);
    return next;
  }

  private find(nonce: string): Outgoing | undefined {
    return this.items.find((item) => item.nonce === nonce);
  }

  private changed(item: Outgoing): void {
    const { storage, key, onChange } = this.options;
    try {
      if (this.items.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(this.items));
    } catch {
      // A full or refused storage: the messages then last until the tab closes.
    }
    onChange(item.roomId);
  }

  private load(): Outgoing[] {
    try {
      const stored = JSON.parse(this.options.storage.getItem(this.options.key) ?? '[]') as Outgoing[];
      return stored.map((item) => (item.state === 'failed' ? item : { ...item, state: 'queued' }));
    } catch {
      return [];
    }
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** A fault of the server is shown rather than tried again for ever. */
const isPassing = ({ code, isTemporary }: ApiError): boolean => isTemporary && code !== 'internal';
