import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { mutate, seededRandom, type SeededRandom } from '#libs/testing';
import { acceptTls } from './accept-tls.js';
import { RawTlsClient } from './raw-client.peer.js';
import { recordHeader } from './record-cipher.js';
import { keyUpdate } from './server-messages.js';
import { PeerAlertError, TlsAlertError } from './tls-alert-error.js';
import { certificateOf, localSigner } from './tls-server.peer.js';
import type { TlsServerStream } from './tls-server-stream.js';
import { CONTENT } from './wire.js';

const HELLOS = 1_500;
const CONNECTIONS = 200;

/** A client and a server without a network between them. */
const pair = async (): Promise<{ client: RawTlsClient; accepted: Promise<TlsServerStream> }> => {
  const [near, far] = duplexPair();
  const certificate = await certificateOf('P-256');
  const accepted = acceptTls(far, { chain: [certificate.der], signer: localSigner(certificate) });
  accepted.catch(() => undefined);
  return { client: new RawTlsClient(near), accepted };
};

/** The faults a peer may cause; anything else would be ours. */
const requireOrderly = (failure: unknown, seed: number): void => {
  const isOrderly =
    failure === undefined ||
    failure instanceof PeerAlertError ||
    (failure instanceof TlsAlertError && failure.alert !== 'internal_error') ||
    (failure as NodeJS.ErrnoException).code === 'ECONNRESET';
  expect(isOrderly, `seed ${seed}: ${String(failure)}`).toBe(true);
};

const inRecords = (bytes: Buffer, random: SeededRandom): Buffer => {
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const part = bytes.subarray(at, at + 1 + random.below(random.below(3) === 0 ? 16 : 600));
    records.push(recordHeader(CONTENT.handshake, part.length), part);
    at += part.length;
  }
  return Buffer.concat(records);
};

describe('arbitrary bytes', () => {
  it('in place of a hello end in an alert, an answer or a disconnect', async () => {
    for (let seed = 0; seed < HELLOS; seed++) {
      const random = seededRandom(seed);
      const { client, accepted } = await pair();
      const hello = mutate(client.hello(), random);
      const bytes = seed % 3 === 0 ? mutate(inRecords(client.hello(), random), random) : inRecords(hello, random);
      client.transport.end(bytes);
      client.transport.resume();
      requireOrderly(await accepted.then(undefined, (error: unknown) => error), seed);
    }
  });

  it('cut short at every byte of a hello end in a disconnect', async () => {
    const { client: model } = await pair();
    const bytes = model.record(CONTENT.handshake, model.hello());
    for (let length = 0; length < bytes.length; length++) {
      const { client, accepted } = await pair();
      client.transport.end(bytes.subarray(0, length));
      await expect(accepted).rejects.toMatchObject({ code: 'ECONNRESET' });
    }
  });

  it('after the handshake, sealed or not, end the connection in order', async () => {
    for (let seed = 0; seed < CONNECTIONS; seed++) {
      const random = seededRandom(seed);
      const { client, accepted } = await pair();
      await client.handshake();
      const server = await accepted;
      const closed = new Promise<unknown>((resolve) => {
        server.on('error', resolve).once('close', () => resolve(undefined));
      });
      server.on('data', (chunk) => server.write(chunk)).once('end', () => server.end());
      for (let count = random.below(20); count > 0; count--) act(client, random);
      client.transport.end();
      // It reads to the end: a server that cannot get rid of its answers waits, and rightly.
      client.transport.removeAllListeners('data').resume();
      requireOrderly(await closed, seed);
    }
  });
});

const act = (client: RawTlsClient, random: SeededRandom): void => {
  switch (random.below(8)) {
    case 0:
      client.transport.write(mutate(client.record(CONTENT.applicationData, random.bytes(random.below(300))), random));
      break;
    case 1:
      client.send(random.below(256), random.bytes(random.below(50)));
      break;
    case 2:
      client.send(CONTENT.handshake, mutate(keyUpdate(1), random));
      break;
    case 3:
      client.send(CONTENT.handshake, keyUpdate(random.below(2)));
      client.updateKeys();
      break;
    case 4:
      client.send(CONTENT.alert, random.bytes(2));
      break;
    default:
      client.send(CONTENT.applicationData, random.bytes(random.below(2_000)));
  }
};
