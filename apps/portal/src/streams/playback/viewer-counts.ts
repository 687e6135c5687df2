import { Injectable } from '@nestjs/common';
import { LIVE, type Liveness } from '../stream.entity.js';
import { LiveStatuses } from './live-statuses.js';
import { Viewers } from './viewers.js';

/** How many watch, by HLS and by WebRTC. */
@Injectable()
export class ViewerCounts {
  constructor(
    private readonly viewers: Viewers,
    private readonly statuses: LiveStatuses,
  ) {}

  async of({ id, is_live }: { id: number; is_live: Liveness }): Promise<number> {
    if (is_live !== LIVE) return 0;
    return this.viewers.count(id) + ((await this.statuses.find(id))?.webRtcViewers ?? 0);
  }
}
