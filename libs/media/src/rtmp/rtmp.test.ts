import { describe, expect, it } from 'vitest';
import { seededRandom, type SeededRandom } from '#libs/testing';
import { MalformedMedia } from '../malformed-media.js';
import { ByteQueue } from './byte-queue.js';
import { ChunkReader, type ChunkLimits } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import { ClientGreeting, helloOf, ServerGreeting } from './handshake.js';
import { amf0PartOf, RTMP, type OutgoingMessage, type RtmpMessage } from './messages.js';

const LIMITS: ChunkLimits = { maxMessageBytes: 1_000_000, maxPartialBytes: 2_000_000, maxChunkStreams: 8 };

const readAll = (reader: ChunkReader): RtmpMessage[] => {
  const messages: RtmpMessage[] = [];
  for (let message = reader.read(); message; message = reader.read()) messages.push(message);
  return messages;
};
const readHex = (hex: string): RtmpMessage[] => {
  const reader = new ChunkReader(LIMITS);
  reader.push(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return readAll(reader);
};
const message = (random: SeededRandom, length: number): OutgoingMessage => ({
  chunkStream: 2 + random.below(5),
  type: RTMP.video,
  streamId: random.below(4),
  timestamp: random.below(2) ? random.below(0xffffff) : 0xffffff + random.below(0xff000000),
  payload: [random.bytes(length >> 1), random.bytes(length - (length >> 1))],
});
const received = ({ type, streamId, timestamp, payload }: OutgoingMessage): RtmpMessage => ({
  type,
  streamId,
  timestamp,
  payload: Buffer.concat(payload),
});

describe('chunks', () => {
  it('read as written, whatever pieces they come in', () => {
    const random = seededRandom(10);
    for (const chunkBytes of [1, 128, 4096]) {
      const writer = new ChunkWriter();
      const sent = [0, 1, 127, 128, 129, 500, 5_000].map((length) => message(random, length));
      const bytes = Buffer.concat([...writer.setChunkSize(chunkBytes), ...sent.flatMap((one) => writer.write(one))]);
      const reader = new ChunkReader(LIMITS);
      const got: RtmpMessage[] = [];
      for (let at = 0; at < bytes.length;) {
        const take = 1 + random.below(300);
        reader.push(bytes.subarray(at, at + take));
        got.push(...readAll(reader));
        at += take;
      }
      expect(got.slice(1)).toEqual(sent.map(received));
    }
  });

  it('give nothing of a message that is cut anywhere', () => {
    const bytes = Buffer.concat(new ChunkWriter().write(message(seededRandom(11), 300)));
    for (let length = 0; length < bytes.length; length++) {
      const reader = new ChunkReader(LIMITS);
      reader.push(bytes.subarray(0, length));
      expect(reader.read()).toBeUndefined();
    }
  });

  it('count times from the message before in the shorter headers', () => {
    const times = readHex('03 000064 000001 09 01000000 aa  43 000014 000001 08 bb  83 00000a cc  c3 dd').map(
      ({ type, timestamp, streamId, payload }) => [type, timestamp, streamId, payload.toString('hex')],
    );
    expect(times).toEqual([
      [9, 100, 1, 'aa'],
      [8, 120, 1, 'bb'],
      [8, 130, 1, 'cc'],
      [8, 140, 1, 'dd'],
    ]);
  });

  it('wrap their times at 32 bits', () => {
    const times = readHex('03 ffffff 000001 09 01000000 fffffff0 aa  83 000020 bb').map(({ timestamp }) => timestamp);
    expect(times).toEqual([0xfffffff0, 0x10]);
  });

  it('may leave the extended time out of the later chunks of a message', () => {
    const first = `03 ffffff 000082 09 01000000 01000000 ${'aa'.repeat(128)}`;
    const next = ' 03 000001 000001 09 01000000 dd';
    expect(readHex(`${first} c3 01000000 bbcc${next}`).map(({ payload }) => payload.length)).toEqual([130, 1]);
    expect(readHex(`${first} c3 bbcc${next}`).map(({ payload }) => payload.length)).toEqual([130, 1]);
  });

  it('interleave, and are dropped when aborted', () => {
    const begun = `04 000000 000082 09 01000000 ${'aa'.repeat(128)}`;
    expect(readHex(`${begun} 05 000000 000001 08 01000000 bb  c4 cccc`).map(({ type }) => type)).toEqual([8, 9]);
    const aborted = readHex(`${begun} 02 000000 000004 02 00000000 00000004  04 000000 000001 09 01000000 dd`);
    expect(aborted.map(({ type, payload }) => [type, payload.length])).toEqual([
      [RTMP.abort, 4],
      [RTMP.video, 1],
    ]);
  });

  it('know the longer chunk stream ids', () => {
    expect(readHex('00 10 000000 000001 09 00000000 aa  c0 10 bb')).toHaveLength(2);
    expect(readHex('01 1001 000000 000001 09 00000000 aa  c1 1001 bb')).toHaveLength(2);
  });

  it.each([
    ['a chunk without a header before', 'c3 aa'],
    ['a header within a message', `03 000000 000082 09 01000000 ${'aa'.repeat(128)} 03 000000 000001 09 00000000 aa`],
    ['a chunk size of 0', '02 000000 000004 01 00000000 00000000'],
    ['a message longer than allowed', '03 000000 0f4241 09 00000000 aa'],
    [
      'more messages at once than allowed',
      [3, 4, 5].map((id) => `0${id} 000000 0f4240 09 00000000 ${'aa'.repeat(128)}`).join(''),
    ],
    [
      'too many chunk streams',
      Array.from({ length: 9 }, (_, id) => `0${(id + 3).toString(16)} 000000 000000 09 00000000`).join(''),
    ],
  ])('refuse %s', (_name, hex) => {
    expect(() => readHex(hex)).toThrow(MalformedMedia);
  });

  it('survive any bytes with bounded memory', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 3_000; round++) {
      const reader = new ChunkReader({ maxMessageBytes: 1_000, maxPartialBytes: 2_000, maxChunkStreams: 4 });
      expectMessagesOrMalformed(reader, random.bytes(random.below(400)));
    }
  });
});

const expectMessagesOrMalformed = (reader: ChunkReader, bytes: Buffer): void => {
  try {
    reader.push(bytes);
    for (const { payload } of readAll(reader)) expect(payload.length).toBeLessThanOrEqual(1_000);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};

it('a queue of bytes gives back what it took, in any pieces', () => {
  const random = seededRandom(13);
  const queue = new ByteQueue();
  const all = random.bytes(5_000);
  let given = 0;
  let taken = 0;
  while (taken < all.length) {
    const piece = random.below(40);
    queue.push(all.subarray(given, given + piece));
    given = Math.min(all.length, given + piece);
    const take = random.below(queue.length + 1);
    expect(queue.peek(take)).toEqual(all.subarray(taken, taken + take));
    const target = Buffer.alloc(take + 2);
    queue.readInto(target, 1, take);
    expect(target.subarray(1, 1 + take)).toEqual(all.subarray(taken, taken + take));
    taken += take;
    expect(queue.length).toBe(given - taken);
  }
  expect(queue.peek(1)).toBeUndefined();
});

it('shakes hands in the simple form, in any pieces, and leaves what comes behind', () => {
  const hello = helloOf();
  const server = new ServerGreeting();
  const client = new ClientGreeting();
  expect(server.take(hello.subarray(0, 700))).toEqual({});
  const { answer } = server.take(hello.subarray(700));
  expect(answer!.subarray(1 + hello.length - 1)).toEqual(hello.subarray(1));
  expect(answer!.readUInt32BE(5)).toBe(0);
  expect(client.take(answer!.subarray(0, 2_000))).toEqual({});
  const { answer: echo } = client.take(Buffer.concat([answer!.subarray(2_000), Buffer.from('more')]));
  expect(echo).toEqual(answer!.subarray(1, hello.length));
  expect(server.take(Buffer.concat([echo!, Buffer.from('rest')])).rest?.toString()).toBe('rest');
});

it('refuses other versions of the handshake', () => {
  expect(() => new ServerGreeting().take(Buffer.from([6]))).toThrow(MalformedMedia);
  expect(() => new ClientGreeting().take(Buffer.from('HTTP/1.1 400'))).toThrow(MalformedMedia);
});

it('finds the AMF0 part of an AMF3 command', () => {
  const payload = Buffer.from([0, 5]);
  expect(amf0PartOf({ type: RTMP.commandAmf3, streamId: 0, timestamp: 0, payload })).toEqual(Buffer.from([5]));
  expect(amf0PartOf({ type: RTMP.command, streamId: 0, timestamp: 0, payload })).toEqual(payload);
});
