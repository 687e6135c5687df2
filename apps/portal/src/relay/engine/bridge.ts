import type { Duplex } from 'node:stream';
import { LANDING, landOf } from '#libs/realtime';
import type { TokenBucket } from './token-bucket.js';

/** What went through a lease, in bytes. */
export interface Traffic {
  /** From visitors. */
  bytesIn: number;
  /** To visitors. */
  bytesOut: number;
}

export interface Bridge {
  /** Resolves when both ends are gone. */
  readonly ended: Promise<void>;
  /** Cuts it. Idempotent. */
  cut(): void;
}

/**
 * Copies both ways until both directions have ended; the end of one is passed on as such (half-close), an error or a
 * disappearance ends all. Bytes are read as fast as the other side takes them and the bucket lets them through.
 */
export const bridge = (visitor: Duplex, tenant: Duplex, traffic: Traffic, bucket: TokenBucket): Bridge => {
  const inwards = new Pump(visitor, tenant, bucket, (bytes) => (traffic.bytesIn += bytes));
  const outwards = new Pump(tenant, visitor, bucket, (bytes) => (traffic.bytesOut += bytes));
  const cut = (): void => {
    inwards.stop();
    outwards.stop();
    visitor.destroy();
    tenant.destroy();
  };
  const gone = (end: Duplex): Promise<void> =>
    new Promise((resolve) => {
      end.on('error', cut);
      end.once('close', () => {
        // Whatever did not say goodbye took the connection with it.
        if (!end.readableEnded || !end.writableFinished) cut();
        resolve();
      });
      if (end.destroyed) {
        cut();
        resolve();
      }
    });
  const ended = Promise.all([gone(visitor), gone(tenant)]).then(() => undefined);
  inwards.start();
  outwards.start();
  return { ended, cut };
};

/** From this length on more is likely to follow at once: a TLS record holds 16 KiB at most. */
const LARGE = 8 * 1024;
/** What waits to be written before the other side is read no further. */
const HIGH_WATER = 256 * 1024;
/** What is gathered to leave in one call: somewhat more than Node reads of one socket in a turn of the loop. */
const SLAB_BYTES = 320 * 1024;
/** Slabs that are kept for whoever comes next. */
const SLABS_KEPT = 16;
/** The last one back is the next one out: it is the one the processor still has at hand. */
const slabs: Buffer[] = [];

/** One direction. */
class Pump {
  private rest: Buffer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private hasEnded = false;
  private slab: Buffer | undefined;
  /** Of the slab. */
  private filled = 0;
  /** A slab is on its way; until it has left, the other side is read no further. */
  private isWaiting = false;

  constructor(
    private readonly from: Duplex,
    private readonly to: Duplex,
    private readonly bucket: TokenBucket,
    private readonly count: (bytes: number) => void,
  ) {}

  start(): void {
    this.from.on('data', this.take).once('end', this.end);
    this.to.on('drain', this.goOn);
    landOf(this.from, this.land);
    // A socket ends also while it is paused.
    if (this.from.readableEnded) this.end();
    else this.from.resume();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.rest = undefined;
    this.slab = undefined;
    this.filled = 0;
  }

  /** What has landed goes past the stream's own queue, unless some of it has to wait for its turn there. */
  private readonly land = (bytes: number): boolean => {
    const { from, to, bucket } = this;
    if (bucket.limit > 0 || this.rest || from.readableLength > 0) {
      this.flush();
      return from.push(copyOf(bytes));
    }
    this.count(bytes);
    if (this.filled + bytes > SLAB_BYTES) this.flush();
    if (!this.slab && (bytes < LARGE || this.isWaiting)) {
      if (!to.write(copyOf(bytes)) && to.writableLength >= HIGH_WATER) from.pause();
      return true;
    }
    if (!this.slab) {
      this.slab = slabs.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
      setImmediate(this.flush);
    }
    LANDING.copy(this.slab, this.filled, 0, bytes);
    this.filled += bytes;
    return true;
  };

  /** What came in one turn of the loop leaves in one call: TLS gives each record by itself. */
  private readonly flush = (): void => {
    const { from, to, slab, filled } = this;
    if (!slab) return;
    this.slab = undefined;
    this.filled = 0;
    to.write(slab.subarray(0, filled), () => {
      if (slabs.length < SLABS_KEPT) slabs.push(slab);
      if (!this.isWaiting) return;
      this.isWaiting = false;
      this.goOn();
    });
    this.isWaiting = to.writableLength > 0;
    if (this.isWaiting) from.pause();
  };

  private readonly take = (chunk: Buffer): void => {
    this.count(chunk.length);
    if (this.bucket.limit === 0) {
      if (!this.to.write(chunk) && this.to.writableLength >= HIGH_WATER) this.from.pause();
      return;
    }
    this.from.pause();
    this.rest = chunk;
    this.drip();
  };

  private readonly end = (): void => {
    this.hasEnded = true;
    this.flush();
    if (!this.rest) this.to.end();
  };

  private readonly goOn = (): void => {
    if (this.rest) this.drip();
    else this.from.resume();
  };

  /** Writes what the bucket gives, until the chunk is gone or nothing more goes in. */
  private readonly drip = (): void => {
    clearTimeout(this.timer);
    while (this.rest) {
      if (this.to.destroyed) return this.stop();
      const size = this.bucket.limit === 0 ? this.rest.length : Math.min(this.rest.length, this.bucket.portion);
      const wait = this.bucket.take(size);
      if (wait > 0) {
        // A limit that is raised or lifted meanwhile is seen soon.
        this.timer = setTimeout(this.drip, Math.min(wait, 100));
        return;
      }
      const portion = this.rest.subarray(0, size);
      this.rest = size === this.rest.length ? undefined : this.rest.subarray(size);
      if (!this.to.write(portion)) break;
    }
    if (this.rest) return;
    if (this.hasEnded) this.to.end();
    else if (!this.to.writableNeedDrain) this.from.resume();
  };
}

const copyOf = (bytes: number): Buffer => Buffer.from(LANDING.subarray(0, bytes));
