import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import { Recordings } from '../../vod/index.js';
import { LOG } from '../../boundary/log.js';
import { HlsOrigin } from '../engine/egress/hls/hls-origin.js';
import { KeyFrameCache } from '../engine/egress/key-frame-cache.js';
import type { TranscodeToAac } from '../engine/egress/rtmp-relay-feed.js';
import { HealthMeter } from '../engine/health-meter.js';
import type { LiveStream } from '../engine/live-stream.js';
import { OpusToAac } from '../engine/transcode/opus-to-aac.js';
import { Ffmpeg } from '../ffmpeg.js';
import { OwnMediaNode } from '../nodes/own-media-node.js';
import { RelayTargets } from '../relays/relay-targets.js';
import { BroadcastRecording, noteOf } from './broadcast-recording.js';
import { BroadcastRelays } from './broadcast-relays.js';
import { recoverRecordings } from './recover-recordings.js';
import type { Claim } from './stream-sessions.js';

/** What players may go back, in seconds. */
const DVR_SECONDS = 120;

/** What reads every broadcast. */
export class BroadcastReaders {
  constructor(
    readonly hls: HlsOrigin,
    readonly keyFrames: KeyFrameCache,
    readonly health: HealthMeter,
    readonly relays: BroadcastRelays,
    readonly recording: BroadcastRecording | null,
    /** Whether players get HLS from here. */
    private readonly servesHls: boolean,
  ) {}

  attach(live: LiveStream): void {
    if (this.servesHls) live.attach(this.hls);
    for (const reader of [this.keyFrames, this.health]) live.attach(reader);
    if (this.recording) live.attach(this.recording.recorder);
    this.relays.attach(live);
  }

  /** Settles when what is recorded is on disk and known; the stream has ended, or is about to. */
  async close({ isStopping }: { isStopping: boolean }): Promise<void> {
    if (isStopping) this.recording?.abandon();
    await Promise.all([this.recording?.finished(), this.relays.close()]);
  }
}

/** Makes the readers of a broadcast. */
@Injectable()
export class BroadcastParts {
  constructor(
    private readonly node: OwnMediaNode,
    private readonly recordings: Recordings,
    private readonly targets: RelayTargets,
    private readonly ffmpeg: Ffmpeg,
    private readonly config: PortalConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async for(claim: Claim): Promise<BroadcastReaders> {
    // Above whatever was served of this broadcast before: a segment is a second or longer, and so is what interrupts one.
    const elapsed = Math.max(0, Math.floor((Date.now() - claim.startedAt.getTime()) / 1000));
    const numbers = { firstSequence: elapsed, firstDiscontinuity: elapsed, epoch: Math.floor(Date.now() / 1000) };
    return new BroadcastReaders(
      new HlsOrigin({ dvrSeconds: DVR_SECONDS, ...numbers }),
      new KeyFrameCache(),
      new HealthMeter(),
      new BroadcastRelays(claim.streamId, this.targets, this.transcoder(), this.log),
      await this.recording(claim),
      this.config.get('MEDIA_ENGINE') === 'embedded',
    );
  }

  /** Recordings a process that was killed left open are closed. */
  async recover(runningSessions: ReadonlySet<string>): Promise<void> {
    await recoverRecordings(this.recordings, this.node.id, runningSessions, (err, folder) =>
      this.log.error({ scope: 'media', folder, err }, 'recording not recovered'),
    );
  }

  private async recording(claim: Claim): Promise<BroadcastRecording | null> {
    if (claim.recordingFolder === null) return null;
    if ((await this.recordings.bytesLeft()) <= 0) {
      this.log.error({ scope: 'media', stream: claim.streamId }, 'no room for recordings: this one is left out');
      return null;
    }
    const firstIndex = await this.recordings.nextIndex(claim.sessionId);
    return new BroadcastRecording(noteOf(this.node.id, claim), firstIndex, this.recordings, this.log);
  }

  private transcoder(): TranscodeToAac | undefined {
    const { program } = this.ffmpeg;
    if (!program) return undefined;
    return (source, onUnit) => new OpusToAac({ ffmpeg: program, source, onUnit });
  }
}
