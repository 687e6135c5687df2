import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LiveService } from '../../live/index.js';
import { LIVE } from '../stream.entity.js';
import { PlayableStreams } from './playable-streams.js';
import { ViewerCounts } from './viewer-counts.js';
import { Viewers } from './viewers.js';

/** At most one frame a stream in this time. */
const TELL_MS = 2_000;

/** Tells open web apps how many watch. The process whose viewers came or went speaks for all. */
@Injectable()
export class ViewerNews implements OnModuleInit, OnModuleDestroy {
  private readonly changed = new Set<number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly viewers: Viewers,
    private readonly counts: ViewerCounts,
    private readonly streams: PlayableStreams,
    private readonly live: LiveService,
  ) {}

  onModuleInit(): void {
    this.viewers.onCount((streamId, isOwn) => {
      if (isOwn) this.changed.add(streamId);
    });
    this.timer = setInterval(() => {
      for (const streamId of this.changed) void this.tell(streamId).catch(() => undefined);
      this.changed.clear();
    }, TELL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async tell(id: number): Promise<void> {
    const stream = await this.streams.findById(id);
    if (!stream) return;
    const viewer_count = await this.counts.of({ id, is_live: LIVE });
    const frame = { topic: 'stream.viewers', data: { id, viewer_count } } as const;
    if (stream.isPublic) this.live.toAll(frame);
    else this.live.toUser(stream.ownerId, frame);
  }
}
