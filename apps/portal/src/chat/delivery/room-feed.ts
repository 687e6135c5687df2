import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommitLog, MAX_NOTE_BYTES } from '#libs/events';
import { MessageReader } from '../messages/message-reader.js';
import type { StoredMessage } from '../messages/stored-message.js';
import { notesOf, type RoomChange, type RoomTurn } from './room-change.js';

/** A change with its message as it is now; a deleted message has lost its text. */
export interface Happening {
  change: RoomChange;
  message: StoredMessage;
}

/** Of the commit log. */
const TOPIC = 'rooms';

export interface FeedReader {
  /** Whether anybody here wants to hear of it. */
  cares(roomId: number): boolean;
  /** Happenings of any rooms, each room's in order. */
  deliver(happenings: readonly Happening[]): Promise<void>;
  /** What is known of the room, and who may be in it, does not hold for what comes next. */
  turn(roomId: number): void;
  /** Rooms may have changed unheard. */
  recover(): Promise<void>;
}

/**
 * Every change of every room, in the order of the commits, in every process. The process that wrote a change still has its
 * message; the others read it.
 */
@Injectable()
export class RoomFeed implements OnModuleInit {
  private readonly log = new Logger('chat');
  /** Messages this process is writing, until their note comes back. */
  private readonly own = new Map<string, StoredMessage>();
  private queue: RoomChange[] = [];
  private draining: Promise<void> | undefined;
  private hasGap = false;
  private reader: FeedReader | undefined;

  constructor(
    private readonly commits: CommitLog,
    private readonly messages: MessageReader,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.commits.open(TOPIC, {
      onNote: (note) => this.receive(JSON.parse(note) as (RoomChange | RoomTurn)[]),
      onGap: () => {
        this.hasGap = true;
        this.drain();
      },
    });
  }

  /** The one that delivers. */
  attach(reader: FeedReader): void {
    this.reader = reader;
  }

  /** Tells of changes if `tx` commits. */
  announce(changes: readonly RoomChange[], tx: EntityManager): Promise<void> {
    return this.commits.note(TOPIC, notesOf(changes, MAX_NOTE_BYTES), tx);
  }

  /** Said before the transaction commits: these need not be read again. */
  keep(messages: readonly StoredMessage[]): void {
    for (const message of messages) this.own.set(keyOf(message.roomId, message.rev), message);
  }

  /** Tells, before anything that is said later, that the room is not what it was. */
  announceTurn(roomId: number, tx: EntityManager): Promise<void> {
    return this.commits.note(TOPIC, notesOf([{ r: roomId, k: 'room' }], MAX_NOTE_BYTES), tx);
  }

  /** The transaction did not commit: undoes `keep`. */
  withdraw(messages: readonly StoredMessage[]): void {
    for (const message of messages) this.own.delete(keyOf(message.roomId, message.rev));
  }

  private receive(changes: (RoomChange | RoomTurn)[]): void {
    for (const change of changes) {
      if (change.k === 'room') this.reader?.turn(change.r);
      else this.queue.push(change);
    }
    this.drain();
  }

  private drain(): void {
    this.draining ??= this.drainAll().finally(() => {
      this.draining = undefined;
      if (this.queue.length > 0 || this.hasGap) this.drain();
    });
  }

  private async drainAll(): Promise<void> {
    // Notes that arrived with this one go out with it.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      if (this.hasGap) {
        this.hasGap = false;
        this.own.clear();
        await this.reader?.recover();
      }
      const changes = this.queue;
      this.queue = [];
      const happenings = await this.withMessages(changes);
      if (happenings.length > 0) await this.reader?.deliver(happenings);
    } catch (error) {
      this.log.error(error);
      // What could not be read now is read by whoever asks for what it missed.
      this.hasGap = true;
    }
  }

  private async withMessages(changes: readonly RoomChange[]): Promise<Happening[]> {
    const happenings: (Happening | RoomChange)[] = [];
    const unread = new Set<number>();
    for (const change of changes) {
      const key = keyOf(change.r, change.s);
      const message = this.own.get(key);
      this.own.delete(key);
      if (!this.reader?.cares(change.r)) continue;
      if (message) happenings.push({ change, message });
      else {
        happenings.push(change);
        unread.add(change.m);
      }
    }
    if (unread.size === 0) return happenings as Happening[];
    const read = new Map((await this.messages.load([...unread])).map((message) => [message.id, message]));
    return happenings.flatMap((entry) => {
      if ('change' in entry) return entry;
      const message = read.get(entry.m);
      return message ? { change: entry, message } : [];
    });
  }
}

const keyOf = (roomId: number, seq: number): string => `${roomId}:${seq}`;
