import type { LiveFrame, Role } from '#libs/contracts';

/** Tells open web apps that something is new. A frame may be lost: it is a hint to ask again, never the news itself. */
export abstract class LiveService {
  abstract toUser(userId: number, frame: LiveFrame): void;
  /** Everybody of exactly this role. */
  abstract toRole(role: Role, frame: LiveFrame): void;
  abstract toAll(frame: LiveFrame): void;
}
