/** One change of a room as the commit log carries it; `r` the room, `s` its `seq` after the change, `m` the message. No text. */
export type RoomChange = { r: number; s: number; m: number } & (
  | { k: 'posted' }
  | { k: 'edited' }
  | { k: 'deleted'; by: number | null }
  | { k: 'reacted'; u: number; e: string; on: boolean }
  /** Null: unpinned. */
  | { k: 'pinned'; by: number | null }
  | { k: 'voted' }
  | { k: 'closed' }
);

/** What a room is or who belongs to it is another matter from here on. */
export interface RoomTurn {
  r: number;
  k: 'room';
}

/** Changes by lots that fit one note each. */
export const notesOf = (changes: readonly (RoomChange | RoomTurn)[], maxBytes: number): string[] => {
  const notes: string[] = [];
  let lot: string[] = [];
  let size = 2;
  for (const change of changes) {
    const text = JSON.stringify(change);
    const bytes = Buffer.byteLength(text) + 1;
    if (size + bytes > maxBytes) {
      notes.push(`[${lot.join(',')}]`);
      lot = [];
      size = 2;
    }
    lot.push(text);
    size += bytes;
  }
  if (lot.length > 0) notes.push(`[${lot.join(',')}]`);
  return notes;
};
