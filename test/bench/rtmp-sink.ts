import { RtmpServer } from '../../apps/portal/src/streams/engine/ingest/rtmp.server.js';
import type { Publication, PublishGate, PublishRequest } from '../../apps/portal/src/streams/engine/publishing.js';
import type { MediaUnit } from '#libs/media';

/** What one target has got. */
export interface Taken {
  bytes: number;
  frames: number;
  /** Frames that are missing between those that came, by their times. */
  missing: number;
}

interface Target extends Taken {
  lastDts: number | null;
}

/** Targets of relays, by their keys: takes whatever comes and counts it. Frames are expected at a steady rate. */
export class RtmpSink implements PublishGate {
  port = 0;
  private readonly targets = new Map<string, Target>();
  private readonly server = new RtmpServer({ gate: this, protocol: 'rtmp' });

  constructor(private readonly fps: number) {}

  async open({ key }: PublishRequest): Promise<Publication> {
    const target = this.targets.get(key) ?? { bytes: 0, frames: 0, missing: 0, lastDts: null };
    this.targets.set(key, target);
    return {
      expect: () => undefined,
      configure: () => undefined,
      write: (unit) => this.take(target, unit),
      end: () => undefined,
    };
  }

  async listen(): Promise<void> {
    this.port = await this.server.listen(0, '127.0.0.1');
  }

  get names(): string[] {
    return [...this.targets.keys()];
  }

  /** Since the last call. */
  taken(): Taken[] {
    return Array.from(this.targets.values(), (target) => {
      const { bytes, frames, missing } = target;
      Object.assign(target, { bytes: 0, frames: 0, missing: 0 });
      return { bytes, frames, missing };
    });
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  private take(target: Target, { kind, data, dts }: MediaUnit): void {
    target.bytes += data.length;
    if (kind !== 'video') return;
    target.frames++;
    if (target.lastDts !== null)
      target.missing += Math.max(0, Math.round(((dts - target.lastDts) * this.fps) / 1e6) - 1);
    target.lastDts = dts;
  }
}
