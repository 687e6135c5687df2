import { Injectable } from '@nestjs/common';
import type { ChatServerFrame } from '#libs/contracts';
import type { ChatSession, Place, Position } from './chat-session.js';
import { bytesFor, type Outgoing, prepare, prepareSkipped, specialAmong, type Where } from './outgoing.js';

/** The chat sockets of this process: by user, and by the channel they are in. */
@Injectable()
export class Audience {
  readonly sessions = new Set<ChatSession>();
  private readonly byUser = new Map<number, Set<ChatSession>>();
  private readonly byRoom = new Map<number, Set<ChatSession>>();

  add(session: ChatSession): void {
    this.sessions.add(session);
    addTo(this.byUser, session.userId, session);
  }

  remove(session: ChatSession): void {
    this.leave(session);
    this.sessions.delete(session);
    removeFrom(this.byUser, session.userId, session);
  }

  /** Puts the socket into a channel, holding back what happens there until `release`. */
  enter(session: ChatSession, place: Place): void {
    this.leave(session);
    session.place = place;
    addTo(this.byRoom, place.roomId, session);
  }

  /** Holds back what happens in a conversation until `release`. */
  hold(session: ChatSession, roomId: number): Position {
    const position: Position = { roomId, seq: 0, held: [] };
    session.conversations ??= new Map();
    session.conversations.set(roomId, position);
    return position;
  }

  /** The client has been sent everything up to `seq`. */
  release(session: ChatSession, position: Position, seq: number): void {
    const { roomId, held } = position;
    if (session.positionIn(roomId) !== position || !held) return;
    position.held = null;
    position.seq = seq;
    this.deliver([session], held, roomId);
  }

  leave(session: ChatSession): void {
    if (session.place) removeFrom(this.byRoom, session.place.roomId, session);
    session.place = null;
  }

  ofUser(userId: number): ReadonlySet<ChatSession> {
    return this.byUser.get(userId) ?? NOBODY;
  }

  inRoom(roomId: number): ReadonlySet<ChatSession> {
    return this.byRoom.get(roomId) ?? NOBODY;
  }

  get rooms(): number[] {
    return [...this.byRoom.keys()];
  }

  toUser(userId: number, frame: ChatServerFrame): void {
    for (const session of this.ofUser(userId)) session.send(frame);
  }

  /** What is said in a conversation: to every socket of its participants that may read such. */
  toParticipants(roomId: number, userIds: Iterable<number>, frames: readonly Outgoing[]): void {
    for (const userId of userIds) {
      const sessions = [...this.ofUser(userId)].filter((session) => session.mayRead('dm'));
      this.deliver(sessions, frames, roomId);
    }
  }

  toRoom(roomId: number, frames: readonly Outgoing[]): void {
    this.deliver(this.inRoom(roomId), frames, roomId);
  }

  toAll(frame: ChatServerFrame): void {
    this.deliver(this.sessions, [{ seq: 0, plain: prepare(frame) }]);
  }

  /** One write a socket, of the same bytes wherever receivers are alike. Changes of `roomId` that a socket has already are left out. */
  deliver(sessions: Iterable<ChatSession>, frames: readonly Outgoing[], roomId = 0): void {
    if (frames.length === 0) return;
    const firstSeq = frames[0]!.seq;
    const whole = joined(frames.map(({ plain }) => plain));
    const isSpecial = specialAmong(frames);
    const mixtures = new Map<string, Buffer>();
    for (const session of sessions) {
      const position = session.positionIn(roomId);
      if (position?.held) {
        // What is no change is of no use to whoever does not know the room yet, and may not be for it.
        if (firstSeq > 0) position.held.push(...frames);
      } else if ((!position || firstSeq === 0 || position.seq < firstSeq) && !isSpecial(session)) session.write(whole);
      else writeMixture(session, frames, position?.seq ?? 0, mixtures);
    }
  }
}

const NOBODY: ReadonlySet<ChatSession> = new Set();

const joined = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? parts[0]! : Buffer.concat(parts));

/** What of the frames this one gets, and how much it does not; sockets that get the same share the bytes. */
const writeMixture = (
  session: ChatSession,
  frames: readonly Outgoing[],
  known: number,
  mixtures: Map<string, Buffer>,
): void => {
  const { userId, isModerator } = session;
  const parts: Buffer[] = [];
  let key = '';
  let skipped: { where: Where; first: number; last: number } | undefined;
  const tellSkipped = (): void => {
    if (skipped) parts.push(prepareSkipped(skipped.where, skipped.first, skipped.last));
    skipped = undefined;
  };
  for (const frame of frames) {
    const isKnown = frame.seq > 0 && frame.seq <= known;
    const bytes = isKnown ? undefined : bytesFor(frame, userId, isModerator);
    key += bytes ? kindOf(bytes, frame, userId) : isKnown ? '-' : 'h';
    if (bytes) {
      tellSkipped();
      parts.push(bytes);
    } else if (!isKnown && frame.where) {
      skipped = { where: frame.where, first: skipped?.first ?? frame.seq, last: frame.seq };
    }
  }
  tellSkipped();
  if (parts.length === 0) return;
  const mixture = mixtures.get(key) ?? joined(parts);
  mixtures.set(key, mixture);
  session.write(mixture);
};

const kindOf = (bytes: Buffer, { plain, moderator, veiled }: Outgoing, userId: number): string => {
  if (bytes === plain) return 'p';
  if (bytes === moderator) return 'm';
  return bytes === veiled?.bytes ? 'v' : `o${userId}`;
};

const addTo = (map: Map<number, Set<ChatSession>>, key: number, session: ChatSession): void => {
  const set = map.get(key);
  if (set) set.add(session);
  else map.set(key, new Set([session]));
};

const removeFrom = (map: Map<number, Set<ChatSession>>, key: number, session: ChatSession): void => {
  const set = map.get(key);
  set?.delete(session);
  if (set?.size === 0) map.delete(key);
};
