import { prepareText } from '#libs/realtime';
import type { ChatServerFrame } from '#libs/contracts';

/** One frame to many, as bytes: the same for all but those who may know more, and without those who must not see it. */
export interface Outgoing {
  /** The room's `seq`; 0 for what is no change (typing). */
  seq: number;
  plain: Buffer;
  /** For moderators, where they get something else. */
  moderator?: Buffer;
  /** For one user's own sockets. */
  own?: { userId: number; bytes: Buffer };
  /** Users who do not see it. */
  hiddenFrom?: ReadonlySet<number>;
  /** Where it happened, for those who do not see it. */
  where?: Where;
  /** For users who do not see what it answers. */
  veiled?: { from: ReadonlySet<number>; bytes: Buffer };
}

/** A room, as frames name it. */
export type Where = { channel: string } | { conversation_id: number };

export const prepare = (frame: ChatServerFrame): Buffer => prepareText(JSON.stringify(frame));

/** For whoever gets none of the changes from `first` to `last`. */
export const prepareSkipped = (where: Where, first: number, last: number): Buffer =>
  prepare({ type: 'skipped', ...where, from_seq: first, seq: last });

/** Undefined when the user must not see it. */
export const bytesFor = (frame: Outgoing, userId: number, isModerator: boolean): Buffer | undefined => {
  if (frame.hiddenFrom?.has(userId)) return undefined;
  if (frame.own?.userId === userId) return frame.own.bytes;
  if (frame.veiled?.from.has(userId)) return frame.veiled.bytes;
  return (isModerator && frame.moderator) || frame.plain;
};

/** Tells who gets anything but the plain frames; asked for every receiver of a batch. */
export const specialAmong = (
  frames: readonly Outgoing[],
): ((receiver: { userId: number; isModerator: boolean }) => boolean) => {
  const users = new Set<number>();
  const groups = new Set<ReadonlySet<number>>();
  let areModerators = false;
  for (const { own, hiddenFrom, veiled, moderator } of frames) {
    if (own) users.add(own.userId);
    if (hiddenFrom) groups.add(hiddenFrom);
    if (veiled) groups.add(veiled.from);
    areModerators ||= moderator !== undefined;
  }
  return (receiver) => {
    const { userId } = receiver;
    if (users.has(userId)) return true;
    for (const group of groups) if (group.has(userId)) return true;
    return areModerators && receiver.isModerator;
  };
};
