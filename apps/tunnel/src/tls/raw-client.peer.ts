import { createECDH, createHash, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { uint16, vector } from './bytes.js';
import { CIPHER_SUITES, type CipherSuite } from './cipher-suites.js';
import { finishedMac, KeySchedule, TrafficKeys } from './key-schedule.js';
import { RecordSealer, recordHeader } from './record-cipher.js';
import { RecordReader, type TlsRecord } from './record-reader.js';
import { encodeMessage, finished } from './server-messages.js';
import { ALERT } from './tls-alert-error.js';
import { CONTENT, EXTENSION, HANDSHAKE, MESSAGE_HEADER_BYTES } from './wire.js';

export const X25519 = 0x001d;
export const P256 = 0x0017;

const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

export interface HelloFields {
  version: number;
  random: Buffer;
  sessionId: Buffer;
  suites: number[];
  compressions: Buffer;
  /** In order; written twice if they are here twice. */
  extensions: [type: number, body: Buffer][];
}

export const numbers = (...values: number[]): Buffer => vector(2, ...values.map(uint16));

export const keyShares = (...shares: [group: number, key: Buffer][]): Buffer =>
  vector(2, ...shares.flatMap(([group, key]) => [uint16(group), vector(2, key)]));

export const serverNames = (...names: string[]): Buffer =>
  vector(2, ...names.flatMap((name) => [Buffer.of(0), vector(2, Buffer.from(name, 'latin1'))]));

export const protocols = (...names: string[]): Buffer =>
  vector(2, ...names.map((name) => vector(1, Buffer.from(name, 'latin1'))));

export const helloMessage = (fields: HelloFields): Buffer =>
  encodeMessage(
    HANDSHAKE.clientHello,
    uint16(fields.version),
    fields.random,
    vector(1, fields.sessionId),
    numbers(...fields.suites),
    vector(1, fields.compressions),
    vector(2, ...fields.extensions.flatMap(([type, body]) => [uint16(type), vector(2, body)])),
  );

/** A client that does what a test tells it, right or wrong: X25519 and AES-128-GCM, and it believes every certificate. */
export class RawTlsClient {
  readonly fields: HelloFields;
  readonly key = generateKeyPairSync('x25519');
  private readonly reader = new RecordReader();
  private readonly transcript: Buffer[] = [];
  private sealer: RecordSealer | undefined;
  private isEnded = false;
  private wake: () => void = () => undefined;

  constructor(readonly transport: Duplex) {
    const share = this.key.publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
    this.fields = {
      version: 0x0303,
      random: randomBytes(32),
      sessionId: randomBytes(32),
      suites: [0x1301],
      compressions: Buffer.of(0),
      extensions: [
        [EXTENSION.serverName, serverNames('demo.localhost')],
        [EXTENSION.supportedGroups, numbers(X25519)],
        [EXTENSION.signatureAlgorithms, numbers(0x0403)],
        [EXTENSION.supportedVersions, vector(1, uint16(0x0304))],
        [EXTENSION.keyShare, keyShares([X25519, share])],
      ],
    };
    transport.on('data', (chunk: Buffer) => this.receive(chunk));
    for (const event of ['end', 'close', 'error'])
      transport.on(event, () => {
        this.isEnded = true;
        this.wake();
      });
  }

  /** Sets, or with undefined leaves out, one extension. */
  set(type: number, body: Buffer | undefined): void {
    const others = this.fields.extensions.filter(([other]) => other !== type);
    this.fields.extensions = body ? [...others, [type, body]] : others;
  }

  hello(): Buffer {
    return helloMessage(this.fields);
  }

  sendHello(): void {
    const hello = this.hello();
    this.transcript.push(hello);
    this.send(CONTENT.handshake, hello);
  }

  /** One record, sealed as soon as there are keys. */
  send(type: number, content: Buffer): void {
    this.transport.write(this.record(type, content));
  }

  sendClear(type: number, content: Buffer): void {
    this.transport.write(Buffer.concat([recordHeader(type, content.length), content]));
  }

  record(type: number, content: Buffer): Buffer {
    return Buffer.concat(this.sealer?.seal(type, content) ?? [recordHeader(type, content.length), content]);
  }

  /** From the hello to our Finished, which `distort` may spoil. */
  async handshake(distort: (finished: Buffer) => Buffer = (message) => message): Promise<void> {
    this.sendHello();
    const suite = CIPHER_SUITES[0]!;
    const schedule = new KeySchedule(suite);
    const serverHello = (await this.nextOf(CONTENT.handshake)).content;
    this.transcript.push(serverHello);
    schedule.enterHandshake(this.agree(serverHello));
    const clientSecret = schedule.derive('c hs traffic', this.hash(suite));
    this.reader.openWith(new TrafficKeys(suite, schedule.derive('s hs traffic', this.hash(suite))));
    await this.readFlight();
    this.sealer = new RecordSealer(new TrafficKeys(suite, clientSecret));
    schedule.enterMaster();
    const applicationHash = this.hash(suite);
    this.reader.openWith(new TrafficKeys(suite, schedule.derive('s ap traffic', applicationHash)));
    this.send(CONTENT.handshake, distort(finished(finishedMac(suite, clientSecret, applicationHash))));
    this.sealer = new RecordSealer(new TrafficKeys(suite, schedule.derive('c ap traffic', applicationHash)));
  }

  updateKeys(): void {
    this.sealer = new RecordSealer(this.sealer!.keys.next());
  }

  updateReadingKeys(): void {
    this.reader.updateKeys();
  }

  /** The next record, ChangeCipherSpec aside; undefined at the end. */
  async next(): Promise<TlsRecord | undefined> {
    for (;;) {
      const record = this.reader.next();
      if (record && record.type !== CONTENT.changeCipherSpec) return record;
      if (record) continue;
      if (this.isEnded) return undefined;
      this.transport.resume();
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** The name of the alert that comes, before the end. */
  async alert(): Promise<string> {
    for (;;) {
      const record = await this.next();
      if (!record) return 'end without an alert';
      if (record.type === CONTENT.alert) return this.alertOf(record);
    }
  }

  alertOf({ content }: TlsRecord): string {
    return alertNames.get(content.readUInt8(1)) ?? 'unknown';
  }

  async nextOf(type: number): Promise<TlsRecord> {
    const record = await this.next();
    if (record?.type !== type) throw new Error(`expected a record of type ${type}, got ${JSON.stringify(record)}`);
    return record;
  }

  private receive(chunk: Buffer): void {
    this.transport.pause();
    this.reader.push(chunk);
    this.wake();
  }

  private agree(serverHello: Buffer): Buffer {
    const peerKey = serverHello.subarray(-32);
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, peerKey]), format: 'der', type: 'spki' });
    return diffieHellman({ privateKey: this.key.privateKey, publicKey });
  }

  /** EncryptedExtensions to Finished, over as many records as they come in. */
  private async readFlight(): Promise<void> {
    let bytes: Buffer = Buffer.alloc(0);
    for (;;) {
      bytes = Buffer.concat([bytes, (await this.nextOf(CONTENT.handshake)).content]);
      for (let type = 0; bytes.length >= MESSAGE_HEADER_BYTES;) {
        const total = MESSAGE_HEADER_BYTES + bytes.readUIntBE(1, 3);
        if (bytes.length < total) break;
        type = bytes.readUInt8();
        this.transcript.push(bytes.subarray(0, total));
        bytes = bytes.subarray(total);
        if (type === HANDSHAKE.finished) return;
      }
    }
  }

  private hash({ hash }: CipherSuite): Buffer {
    return createHash(hash).update(Buffer.concat(this.transcript)).digest();
  }
}

export const p256Share = (): Buffer => createECDH('prime256v1').generateKeys();

const alertNames = new Map<number, string>(Object.entries(ALERT).map(([name, code]) => [code, name]));
