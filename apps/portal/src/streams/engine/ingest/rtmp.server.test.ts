import { describe, expect, it } from 'vitest';
import { ChunkWriter, encodeAmf0, helloOf, RTMP, type OutgoingMessage } from '#libs/media';
import { closed, eventually } from '#libs/testing';
import { ASC, AVCC } from './rtmp-encoder.peer.js';
import { commands, connectCommand, publishCommand, useRtmpLab } from './rtmp-lab.peer.js';
import { TestStream } from './test-stream.js';

const lab = useRtmpLab();

describe('a publisher', () => {
  it('is told how many tracks to expect by the metadata, so that one is enough', async () => {
    const { port } = await lab.listen();
    const encoder = await lab.publish(port);
    encoder.send(RTMP.data, 0, encodeAmf0('@setDataFrame', 'onMetaData', { videocodecid: 7, width: 320 }));
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 0, 0, 0, 0]), AVCC);
    encoder.video(0);
    await eventually('the track', () => lab.stream.tracks.length === 1);
  });

  it('may change its configuration, and have lengths of two bytes', async () => {
    const { port } = await lab.listen();
    const encoder = await lab.publish(port);
    const short = Buffer.from(AVCC);
    short[4] = 0xfd;
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 0, 0, 0, 0]), short);
    encoder.send(RTMP.audio, 0, Buffer.from([0xaf, 0]), ASC);
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 1, 0, 0, 0, 0, 2, 0x65, 0x88]));
    encoder.send(RTMP.video, 20, Buffer.from([0x27, 1, 0, 0, 0, 0, 9, 0x65, 0x88]));
    encoder.configure();
    encoder.video(40);
    await eventually('both units', () => lab.stream.units.length === 2);
    expect(lab.stream.units.map(({ data }) => data.toString('hex'))).toEqual(['000000026588', '000000026588']);
  });

  it('publishes once on a connection; asking again changes nothing', async () => {
    const { port } = await lab.listen();
    const socket = await lab.dial(port);
    const tags = [
      [0x17, 0, 0, 0, 0, ...AVCC],
      [0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65],
    ].map((tag): OutgoingMessage => ({ ...publishCommand(), type: RTMP.video, payload: [Buffer.from(tag)] }));
    const sent = commands(connectCommand(), publishCommand(), publishCommand(), ...tags);
    const answers: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => answers.push(bytes));
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...sent]));
    await eventually('a unit', () => lab.stream.units.length === 1);
    await eventually('the answer', () => Buffer.concat(answers).includes('This connection publishes already.'));
    expect(lab.stream.requests).toHaveLength(1);
  });

  it('is told when another takes over', async () => {
    lab.stream = new TestStream();
    const { port } = await lab.listen();
    const encoder = await lab.publish(port);
    await lab.publish(port);
    expect((await encoder.client.ended).details).toEqual({ reason: 'Another connection publishes this stream now.' });
    expect(lab.stream.ends).toEqual(['replaced']);
  });

  it('is over when nothing comes, or nothing but commands', async () => {
    const { port } = await lab.listen({ limits: { publishMs: 50 } });
    const idle = await lab.dial(port);
    idle.resume();
    await closed(idle);
    expect(lab.stream.requests).toEqual([]);
  });

  it('is over when it has been silent too long', async () => {
    const { port } = await lab.listen({ limits: { silenceMs: 50 } });
    const encoder = await lab.publish(port);
    expect((await encoder.client.ended).details).toEqual({ reason: 'Nothing came for too long.' });
    expect(lab.stream.ends).toEqual(['silent']);
  });

  it('is told when it is closed', async () => {
    const { server, port } = await lab.listen();
    const encoder = await lab.publish(port);
    await server.close();
    expect((await encoder.client.ended).details).toEqual({ reason: 'The portal stops.' });
    expect(lab.stream.ends).toEqual(['shutdown']);
    expect(server.connections).toBe(0);
  });

  it('may go without a word', async () => {
    const { port } = await lab.listen();
    const socket = await lab.dial(port);
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand(), publishCommand())]));
    await eventually('the publisher', () => lab.stream.publisher);
    socket.resetAndDestroy();
    await eventually('its end', () => lab.stream.ends.length === 1);
    expect(lab.stream.ends).toEqual(['left']);
  });

  it('may speak AMF3 and sign its handshake', async () => {
    const { port } = await lab.listen();
    const socket = await lab.dial(port);
    const hello = helloOf();
    hello.writeUInt32BE(0x80000702, 5);
    const amf3 = ({ payload, ...rest }: OutgoingMessage): OutgoingMessage => ({
      ...rest,
      type: RTMP.commandAmf3,
      payload: [Buffer.from([0]), ...payload],
    });
    socket.write(Buffer.concat([hello, Buffer.alloc(1536), ...commands(connectCommand(), amf3(publishCommand()))]));
    await eventually('the publisher', () => lab.stream.publisher);
  });
});

it('asks encoders that cut what they send as they are sent to for long chunks', async () => {
  const { port } = await lab.listen();
  const socket = await lab.dial(port);
  let got = '';
  socket.on('data', (bytes: Buffer) => (got += bytes.toString('hex')));
  socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand())]));
  await eventually('the size of chunks', () => got.includes('02000000000004010000000000010000'));
});

describe('whoever is not let in yet', () => {
  it('has no media read, however much it sends', async () => {
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    lab.stream.open = async (request, publisher) => {
      await asked;
      return TestStream.prototype.open.call(lab.stream, request, publisher);
    };
    const { port } = await lab.listen();
    const socket = await lab.dial(port);
    const writer = new ChunkWriter();
    const media = writer.setChunkSize(1 << 20);
    for (let at = 0; at < 64; at++)
      media.push(...writer.write({ ...publishCommand(), type: RTMP.audio, payload: [Buffer.alloc(1 << 20, 0xaf)] }));
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand(), publishCommand())]));
    socket.write(Buffer.concat(media));
    let before = -1;
    await eventually('the flood to stand still', async () => {
      const isStill = before === socket.writableLength;
      before = socket.writableLength;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return isStill;
    });
    expect(socket.writableLength).toBeGreaterThan(40 << 20);
    answer();
    await eventually('the flood to drain', () => socket.writableLength === 0);
  });

  it('may send nothing that is long', async () => {
    const { port } = await lab.listen();
    const socket = await lab.dial(port);
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), Buffer.from('030000000100011400000000', 'hex')]));
    socket.resume();
    await closed(socket);
  });

  it('is refused beyond a number of connections from one address', async () => {
    const { server, port } = await lab.listen({ limits: { maxConnectionsPerAddress: 2 } });
    const [first] = [await lab.dial(port), await lab.dial(port)];
    await eventually('two', () => server.connections === 2);
    const third = await lab.dial(port);
    third.resume();
    await closed(third);
    first.destroy();
    await eventually('room', () => server.connections === 1);
    await lab.publish(port);
  });
});
