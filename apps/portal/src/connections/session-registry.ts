import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorCode } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';
import type { RemoteSession } from './remote-session.js';
import type { RemoteTarget } from './remote-targets.js';

/** A session of this process, from the moment somebody asked for it. */
export interface LiveSession {
  readonly id: string;
  /** Whoever looked at it last: its credential is the one whose end ends the session. */
  principal: Principal;
  readonly target: RemoteTarget;
  readonly ip: string;
  /** Ends the attempt to open it. */
  readonly opening: AbortController;
  /** Undefined while it opens. */
  session?: RemoteSession;
}

/** The only writer of the map of live sessions. Whatever ends access looks through all of them: there are few thousand at most. */
@Injectable()
export class SessionRegistry {
  private readonly live = new Map<string, LiveSession>();

  /** `limit` counts a user's open, opening and waiting sessions on all roads. @throws DomainError session.limit */
  add(entry: LiveSession, limit: number): void {
    const held = this.list(({ principal, session }) => isOf(principal, entry.principal) && !session?.hasExited);
    if (held.length >= limit) throw new DomainError('session.limit', { details: { limit } });
    this.live.set(entry.id, entry);
  }

  remove(id: string): void {
    this.live.delete(id);
  }

  find(id: string): LiveSession | undefined {
    return this.live.get(id);
  }

  list(matches: (entry: LiveSession) => boolean = () => true): LiveSession[] {
    return [...this.live.values()].filter(matches);
  }

  /** Closes at once; viewers are told why. */
  closeWhere(matches: (entry: LiveSession) => boolean, code: ErrorCode): number {
    const entries = this.list(matches);
    for (const entry of entries) closeLive(entry, new DomainError(code));
    return entries.length;
  }
}

export const closeLive = ({ session, opening }: LiveSession, reason: DomainError): void => {
  if (session) session.close({ reason: reason.code }, reason);
  else opening.abort(reason);
};

const isOf = (one: Principal, other: Principal): boolean => one.userId === other.userId;
