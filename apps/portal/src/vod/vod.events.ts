import { defineEvent } from '#libs/events';

/** A piece of a broadcast is whole on our disk. Heard by the worker, which brings it to its owner. */
export const ChunkRecorded = defineEvent<{ chunk_id: string; user_id: number }>('vod.chunk_recorded');

/** A piece is at its owner's, or never will be. Heard by streams: when it was the last, nothing is encoding any more. */
export const ChunkSettled = defineEvent<{ chunk_id: string; stream_id: number; user_id: number }>('vod.chunk_settled');

/** The owner chose a storage, changed it, or removed it. */
export const StorageChanged = defineEvent<{ user_id: number }>('vod.storage_changed');

/** Nine tenths of the room for recordings that wait for their owners' storages are taken. `user_ids`: whose they are. */
export const RecordingSpaceLow = defineEvent<{ user_ids: number[]; used_bytes: number; quota_bytes: number }>(
  'vod.recording_space_low',
);
