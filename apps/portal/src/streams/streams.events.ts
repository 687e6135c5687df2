import { defineEvent } from '#libs/events';

interface StreamEvent {
  stream_id: number;
  owner_id: number;
}

export interface StreamChangedEvent extends StreamEvent {
  /** `key` and `rtmp`: whoever publishes with what no longer counts is to go. */
  change: 'created' | 'changed' | 'deleted' | 'key' | 'rtmp' | 'relays';
}

/** What a stream is, who may watch it or publish to it, or where it is sent. */
export const StreamChanged = defineEvent<StreamChangedEvent>('streams.stream_changed');

export interface StreamWentLiveEvent extends StreamEvent {
  title: string;
  is_public: boolean;
}

/** A broadcast began; not when a publisher came back within its grace. */
export const StreamWentLive = defineEvent<StreamWentLiveEvent>('streams.stream_went_live');

/** A broadcast is over; that its recording is safe as well is a `StreamChanged`. */
export const StreamWentOffline = defineEvent<StreamEvent>('streams.stream_went_offline');
