import { defineEvent } from '#libs/events';

export interface StreamChangedEvent {
  stream_id: number;
  owner_id: number;
  /** `key` and `rtmp`: whoever publishes with what no longer counts is to go. */
  change: 'created' | 'changed' | 'deleted' | 'key' | 'rtmp' | 'relays';
}

/** What a stream is, who may publish to it, or where it is sent. */
export const StreamChanged = defineEvent<StreamChangedEvent>('streams.stream_changed');

export interface StreamWentLiveEvent {
  stream_id: number;
  owner_id: number;
  title: string;
  is_public: boolean;
}

/** A broadcast began; not when a publisher came back within its grace. */
export const StreamWentLive = defineEvent<StreamWentLiveEvent>('streams.stream_went_live');

export interface StreamWentOfflineEvent {
  stream_id: number;
  owner_id: number;
}

/** A broadcast is over; its recording may not be safe yet. */
export const StreamWentOffline = defineEvent<StreamWentOfflineEvent>('streams.stream_went_offline');
