import type { Log } from '#libs/telemetry';
import { RtmpRelay, type RelayStatus } from '../engine/egress/rtmp-relay.js';
import type { TranscodeToAac } from '../engine/egress/rtmp-relay-feed.js';
import { RelayRuns } from '../engine/egress/rtmp-relay-runs.js';
import type { LiveStream } from '../engine/live-stream.js';
import type { RelayTarget, RelayTargets } from '../relays/relay-targets.js';

interface Running {
  target: RelayTarget;
  relay: RtmpRelay;
  detach: () => void;
}

/** Where one broadcast is sent, as its owner has it at the moment. */
export class BroadcastRelays {
  private readonly running = new Map<number, Running>();
  private readonly runs = new RelayRuns();
  private live: LiveStream | undefined;
  private changing: Promise<void> = Promise.resolve();

  constructor(
    private readonly streamId: number,
    private readonly targets: RelayTargets,
    private readonly transcode: TranscodeToAac | undefined,
    private readonly log: Log,
  ) {}

  attach(live: LiveStream): void {
    this.live = live;
    void this.refresh();
  }

  /** Starts what is new or changed, stops what is gone. */
  refresh(): Promise<void> {
    const work = async (): Promise<void> => {
      const wanted = new Map((await this.targets.of(this.streamId)).map((target) => [target.id, target]));
      for (const [id, { target }] of this.running) {
        const now = wanted.get(id);
        if (now?.url === target.url && now.key === target.key) wanted.delete(id);
        else this.stop(id);
      }
      for (const target of wanted.values()) this.start(target);
    };
    this.changing = this.changing
      .then(work)
      .catch((err: unknown) => this.log.error({ scope: 'media', stream: this.streamId, err }, 'relays not read'));
    return this.changing;
  }

  /** Settles when it is written down that they are off. */
  async close(): Promise<void> {
    this.live = undefined;
    for (const id of this.running.keys()) this.stop(id);
    await this.changing;
    await this.targets.allOff(this.streamId);
  }

  private start(target: RelayTarget): void {
    if (!this.live) return;
    const relay = new RtmpRelay({
      url: target.url,
      key: target.key,
      runs: this.runs,
      dial: (address, signal) => this.targets.dial(address, signal),
      ...(this.transcode && { transcode: this.transcode }),
      onChange: (status) => this.note(target, status),
    });
    this.running.set(target.id, { target, relay, detach: this.live.attach(relay) });
  }

  private stop(id: number): void {
    const { relay, detach } = this.running.get(id)!;
    this.running.delete(id);
    detach();
    relay.end();
  }

  private note({ id }: RelayTarget, { state, error }: RelayStatus): void {
    this.changing = this.changing
      .then(() => this.targets.note(id, state, error))
      .catch((err: unknown) => this.log.warn({ scope: 'media', relay: id, err }, 'state of a relay not written down'));
  }
}
