import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { MkvToFmp4, type RecordingIndex } from '#libs/media';
import { asRecordingError, type RecordingVersion, RemoteRecording } from '../remote-recording.js';
import { StorageSessions } from '../storage-sessions.js';
import { RecordingIndexes } from './recording-indexes.js';

/** How long a recording stays open for the next segment. */
const IDLE_MS = 30_000;
/** Each may hold 8 MiB of what was read. */
const MAX_OPEN = 32;

interface Watched {
  player: Promise<MkvToFmp4>;
  /** One is read for at a time. */
  turn: Promise<unknown>;
  users: number;
  timer: NodeJS.Timeout | undefined;
  release: () => void;
}

/** Recordings that are being watched, open for as long as somebody asks for more of them. */
@Injectable()
export class RecordingPlayers implements OnApplicationShutdown {
  private readonly open = new Map<string, Watched>();
  private readonly indexes = new RecordingIndexes();

  constructor(private readonly sessions: StorageSessions) {}

  /** @throws DomainError recording.damaged, storage.*, target.*, server.unavailable — too many are open */
  async use<T>(userId: number, version: RecordingVersion, work: (player: MkvToFmp4) => Promise<T>): Promise<T> {
    const key = keyOf(userId, version);
    const watched = this.open.get(key) ?? this.begin(userId, key, version);
    watched.users++;
    clearTimeout(watched.timer);
    try {
      const player = await watched.player;
      const turn = watched.turn.then(() => work(player));
      watched.turn = turn.catch(() => undefined);
      return await turn;
    } catch (error) {
      // The connection may be gone: the next one begins anew.
      this.forget(key, watched);
      throw asRecordingError(error);
    } finally {
      watched.users--;
      this.rest(key, watched);
    }
  }

  /** @throws as `use` */
  async index(userId: number, version: RecordingVersion): Promise<RecordingIndex> {
    return this.indexes.get(keyOf(userId, version)) ?? this.use(userId, version, async ({ index }) => index);
  }

  /** Microseconds, if the recording was looked at before. */
  knownDuration(userId: number, version: RecordingVersion): number | undefined {
    return this.indexes.get(keyOf(userId, version))?.duration;
  }

  onApplicationShutdown(): void {
    for (const [key, watched] of this.open) {
      this.forget(key, watched);
      watched.release();
    }
  }

  private begin(userId: number, key: string, version: RecordingVersion): Watched {
    this.makeRoom();
    let release = (): void => undefined;
    const closed = new Promise<void>((resolve) => (release = resolve));
    const player = this.sessions
      .lend(userId, async (storage) => {
        const file = await RemoteRecording.open(storage, version);
        void closed.then(() => file.close());
        return { file, closed };
      })
      .then(({ file }) => MkvToFmp4.open(file, this.indexes.get(key)));
    player.then(
      (opened) => {
        this.indexes.set(key, opened.index);
        void closed.then(() => opened.close());
      },
      () => undefined,
    );
    const watched: Watched = { player, turn: Promise.resolve(), users: 0, timer: undefined, release };
    this.open.set(key, watched);
    return watched;
  }

  private rest(key: string, watched: Watched): void {
    if (watched.users > 0) return;
    if (this.open.get(key) !== watched) {
      watched.release();
      return;
    }
    // The one that was watched last stays longest.
    this.open.delete(key);
    this.open.set(key, watched);
    watched.timer = setTimeout(() => {
      this.forget(key, watched);
      watched.release();
    }, IDLE_MS).unref();
  }

  private forget(key: string, watched: Watched): void {
    clearTimeout(watched.timer);
    if (this.open.get(key) === watched) this.open.delete(key);
  }

  private makeRoom(): void {
    if (this.open.size < MAX_OPEN) return;
    for (const [key, watched] of this.open) {
      if (watched.users > 0) continue;
      this.forget(key, watched);
      watched.release();
      return;
    }
    throw new DomainError('server.unavailable');
  }
}

const keyOf = (userId: number, { relative, size, modified }: RecordingVersion): string =>
  `${userId}/${size}/${modified}/${relative}`;
