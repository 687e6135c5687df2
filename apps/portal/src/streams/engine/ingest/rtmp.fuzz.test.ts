import { connect } from 'node:net';
import { describe, it } from 'vitest';
import { helloOf } from '#libs/media';
import { closed, eventually, seededRandom } from '#libs/testing';
import { commands, connectCommand, publishCommand, useRtmpLab } from './rtmp-lab.peer.js';

const lab = useRtmpLab();

describe('RTMP ingest', () => {
  it('goes on after 1,500 malformed connections', async () => {
    const { server, port } = await lab.listen();
    const random = seededRandom(14);
    const start = Buffer.concat([helloOf(), Buffer.alloc(1536)]);
    const good = Buffer.concat(commands(connectCommand(), publishCommand('live_wrong')));
    const attack = async (round: number): Promise<void> => {
      const socket = connect(port, '127.0.0.1');
      const end = closed(socket);
      socket.on('error', () => undefined);
      socket.resume();
      const bytes = round % 3 === 0 ? random.bytes(1 + random.below(400)) : Buffer.from(good);
      for (let hit = 0; hit < 3; hit++) bytes[random.below(bytes.length)] = random.below(256);
      socket.end(round % 10 === 0 ? bytes : Buffer.concat([start, bytes]));
      await end;
    };
    for (let round = 0; round < 1_500; round += 25)
      await Promise.all(Array.from({ length: 25 }, (_, index) => attack(round + index)));
    await eventually('all to be gone', () => server.connections === 0);
    const encoder = await lab.publish(port);
    encoder.configure();
    encoder.video(0);
    await eventually('a unit', () => lab.stream.units.length === 1);
  });
});
