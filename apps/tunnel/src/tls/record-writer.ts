import type { Writable } from 'node:stream';
import type { TrafficKeys } from './key-schedule.js';
import { RecordSealer, recordHeader } from './record-cipher.js';
import { keyUpdate } from './server-messages.js';
import { ALERT, type AlertName } from './tls-alert-error.js';
import { CONTENT, KEY_UPDATE, MAX_PLAINTEXT_BYTES } from './wire.js';

const WARNING = 1;
const FATAL = 2;
/** AES-GCM is safe for 2^24.5 full records (RFC 8446 §5.5). */
const MAX_RECORDS_PER_KEY = 2 ** 24;

/** Cuts bytes into records, seals them once there are keys, and hands each call's to the transport in one go. */
export class RecordWriter {
  private sealer: RecordSealer | undefined;

  constructor(
    private readonly transport: Writable,
    private readonly maxRecordsPerKey = MAX_RECORDS_PER_KEY,
  ) {}

  sealWith(keys: TrafficKeys): void {
    this.sealer = new RecordSealer(keys);
  }

  /** From here to `release` nothing leaves: what is written meanwhile goes out in one piece. */
  hold(): void {
    this.transport.cork();
  }

  release(): void {
    this.transport.uncork();
  }

  write(type: number, parts: Buffer[]): void {
    this.transport.cork();
    for (const content of fragments(parts)) {
      if (this.sealer && this.sealer.count >= this.maxRecordsPerKey) this.updateKeys();
      const pieces = this.sealer?.seal(type, content) ?? [recordHeader(type, content.length), content];
      for (const piece of pieces) this.transport.write(piece);
    }
    this.transport.uncork();
  }

  changeCipherSpec(): void {
    this.write(CONTENT.changeCipherSpec, [Buffer.of(1)]);
  }

  alert(name: AlertName): void {
    const level = name === 'close_notify' ? WARNING : FATAL;
    this.write(CONTENT.alert, [Buffer.of(level, ALERT[name])]);
  }

  /** Tells the peer and goes on with the next keys (§4.6.3). */
  updateKeys(): void {
    const { sealer } = this;
    if (!sealer) return;
    for (const piece of sealer.seal(CONTENT.handshake, keyUpdate(KEY_UPDATE.notRequested))) this.transport.write(piece);
    this.sealWith(sealer.keys.next());
  }
}

/** Whole records where the parts allow; small neighbours share one. A part of a record or more is not copied. */
function* fragments(parts: Buffer[]): Generator<Buffer> {
  let small: Buffer[] = [];
  let smallBytes = 0;
  for (const part of parts) {
    if (smallBytes + part.length > MAX_PLAINTEXT_BYTES && smallBytes > 0) {
      yield joined(small);
      small = [];
      smallBytes = 0;
    }
    let rest = part;
    for (; rest.length > MAX_PLAINTEXT_BYTES; rest = rest.subarray(MAX_PLAINTEXT_BYTES))
      yield rest.subarray(0, MAX_PLAINTEXT_BYTES);
    small.push(rest);
    smallBytes += rest.length;
  }
  if (smallBytes > 0) yield joined(small);
}

const joined = (parts: Buffer[]): Buffer => (parts.length === 1 ? parts[0]! : Buffer.concat(parts));
