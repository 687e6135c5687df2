import { Module } from '@nestjs/common';
import { RecordingsModule } from '../vod/index.js';
import { Ffmpeg } from './ffmpeg.js';
import { LocalMedia } from './local-media.js';
import { MediaMtxMedia } from './mediamtx-media.js';
import { MediaServer } from './media-server.js';
import { OwnMediaNode } from './nodes/own-media-node.js';
import { BroadcastParts } from './publishing/broadcast-parts.js';
import { Broadcasts } from './publishing/broadcasts.js';
import { DatabasePublishGate } from './publishing/publish-gate.js';
import { RelayTargets } from './relays/relay-targets.js';
import { StreamLiveness } from './publishing/stream-liveness.js';
import { StreamSessions } from './publishing/stream-sessions.js';

/** Streams in the media role. */
@Module({
  imports: [RecordingsModule],
  providers: [
    OwnMediaNode,
    StreamLiveness,
    StreamSessions,
    BroadcastParts,
    Broadcasts,
    DatabasePublishGate,
    Ffmpeg,
    LocalMedia,
    MediaMtxMedia,
    MediaServer,
    RelayTargets,
  ],
})
export class StreamsMediaModule {}
