import { beforeAll, describe, expect, it } from 'vitest';
import { H264_NAL, h264NalType, isBSlice, type MediaUnit, opusTrack } from '#libs/media';
import { eventually, hasFfmpeg, mutate, seededRandom } from '#libs/testing';
import { TEST_KEY, TestStream } from '../ingest/test-stream.js';
import type { Publication } from '../publishing.js';
import { lossyProxy } from './lossy-proxy.peer.js';
import type { WebRtc } from './webrtc.js';
import { WhepClient, WhipClient } from './webrtc-client.peer.js';
import { encode, type Encoded, send, useWebRtcLab } from './webrtc-lab.peer.js';

const REQUEST = { key: TEST_KEY, address: '127.0.0.1', userAgent: 'test' };
const FAST = { connectMs: 5000, silentMs: 300, viewerSilentMs: 300, keyFrameMs: 200, checkMs: 20 };

describe.skipIf(!hasFfmpeg())('WebRTC', () => {
  let media: Encoded;
  const lab = useWebRtcLab();

  beforeAll(async () => {
    media = await encode({ audio: 'libopus' });
  });

  const publish = async (
    webRtc: WebRtc,
    gate: TestStream,
    viaPort?: number,
  ): Promise<{ client: WhipClient; sessionId: string }> => {
    const client = lab.keep(await WhipClient.open());
    const { answer, sessionId } = await webRtc.publishByWhip({ ...REQUEST, offer: client.offer() }, gate);
    await client.accept(answer, viaPort);
    return { client, sessionId };
  };

  describe('of a publisher', () => {
    it('brings every frame and every packet of sound into the stream, in time with each other', async () => {
      const gate = new TestStream();
      const { client } = await publish(await lab.start(), gate);
      const { units, video, pictures, sounds } = media;
      await send(units.length, (index) => {
        const unit = units[index]!;
        if (unit.kind === 'video') client.sendVideo(unit, video);
        else client.sendAudio(unit);
      });
      await eventually(
        'the last frame',
        () => gate.of('video').length >= pictures.length - 1 && gate.of('audio').length === sounds.length,
      );

      expect(gate.tracks).toContainEqual(expect.objectContaining({ codec: 'h264', width: 640, height: 360 }));
      expect(gate.tracks).toContainEqual(expect.objectContaining({ codec: 'opus', sampleRate: 48_000 }));
      const taken = gate.of('video');
      expect(taken[1]!.pts - taken[0]!.pts).toBeCloseTo(1e6 / 30, -2);
      expect(taken.every(({ dts, pts }) => dts === pts)).toBe(true);
      expect(taken.filter(({ isKey }) => isKey).length).toBeGreaterThanOrEqual(2);
      expect(gate.requests).toMatchObject([{ protocol: 'whip', key: TEST_KEY }]);
    });

    it('asks for key frames, and reports what it received', async () => {
      const gate = new TestStream();
      const { client } = await publish(await lab.start({ times: { ...FAST, silentMs: 5000 } }), gate);
      const feeding = send(media.pictures.length, (index) => client.sendVideo(media.pictures[index]!, media.video), 20);
      await eventually(
        'two wishes and a report',
        () => client.keyFrameRequests >= 2 && client.reports.some(({ type }) => type === 'remb'),
      );
      expect(client.reports).toContainEqual(expect.objectContaining({ type: 'receiver-report' }));
      await feeding;
    });

    it('loses no frame when the network loses one packet in thirty', async () => {
      const gate = new TestStream();
      const webRtc = await lab.start();
      const proxy = await lossyProxy(webRtc.port, 30);
      lab.keep(proxy);
      const { client } = await publish(webRtc, gate, proxy.port);
      await send(media.pictures.length, (index) => client.sendVideo(media.pictures[index]!, media.video), 10);
      await eventually('the last frames', () => gate.of('video').length >= media.pictures.length - 2);
      expect(proxy.lost()).toBeGreaterThan(3);
      expect(gate.of('video').length).toBeGreaterThanOrEqual(media.pictures.length - 2);
    });

    it('notices one that is silent, and one that never connects', async () => {
      const gate = new TestStream();
      const webRtc = await lab.start({ times: { ...FAST, connectMs: 2000 } });
      const { client } = await publish(webRtc, gate);
      client.sendVideo(media.pictures[0]!, media.video);
      await eventually('silence', () => gate.ends.length === 1);
      expect(gate.ends).toEqual(['silent']);

      const absent = lab.keep(await WhipClient.open());
      await webRtc.publishByWhip({ ...REQUEST, offer: absent.offer() }, gate);
      await eventually('the end of its time', () => gate.ends.length === 2);
      expect(gate.ends).toEqual(['silent', 'left']);
    });

    it('ends by DELETE, and when the gate says so', async () => {
      const gate = new TestStream();
      const webRtc = await lab.start();
      const first = await publish(webRtc, gate);
      webRtc.end(first.sessionId);
      expect(gate.ends).toEqual(['left']);
      expect(() => webRtc.end(first.sessionId)).toThrow('There is no such session.');

      const second = await publish(webRtc, gate);
      gate.publisher!.close('revoked');
      expect(() => webRtc.end(second.sessionId)).toThrow('There is no such session.');
      expect(gate.ends).toEqual(['left', 'revoked']);
    });

    it('is refused with a wrong key before anything is connected', async () => {
      const gate = new TestStream();
      const webRtc = await lab.start();
      const client = lab.keep(await WhipClient.open());
      const asked = webRtc.publishByWhip({ ...REQUEST, key: 'live_wrong', offer: client.offer() }, gate);
      await expect(asked).rejects.toMatchObject({ code: 'stream_key.invalid' });
    });
  });

  it('answers an offer of anybody or refuses it in words, and goes on', async () => {
    const random = seededRandom(17);
    const { stream, publication } = lab.onAir();
    publication.expect(['video']);
    publication.configure(media.video);
    publication.write(media.pictures[0]!);
    const webRtc = await lab.start({ times: { ...FAST, connectMs: 2000 } });
    const offer = Buffer.from(lab.keep(await WhepClient.open()).offer());
    let answered = 0;
    for (let round = 0; round < 200; round++) {
      const mutated = mutate(offer, random).toString('latin1');
      const gate = new TestStream();
      const asked = [
        webRtc.playByWhep(stream, { offer: mutated }),
        webRtc.publishByWhip({ ...REQUEST, offer: mutated }, gate),
      ];
      for (const outcome of await Promise.allSettled(asked))
        if (outcome.status === 'fulfilled') answered++;
        else expect(['webrtc.offer_invalid', 'stream.unsupported']).toContain(outcome.reason.code);
    }
    expect(answered).toBeGreaterThan(0);
    await eventually('their time to be over', () => webRtc.viewers(7).length === 0);
    const { client } = await lab.play(webRtc, stream);
    publication.write(media.pictures[0]!);
    await eventually('a frame', () => client.frames.length > 0);
  });

  it('names announced addresses in its answers', async () => {
    const gate = new TestStream();
    const webRtc = await lab.start({ announcedIps: ['203.0.113.7'] });
    const client = lab.keep(await WhipClient.open());
    const { answer } = await webRtc.publishByWhip({ ...REQUEST, offer: client.offer() }, gate);
    expect(answer).toContain(` 203.0.113.7 ${webRtc.port} typ host`);
  });

  describe('of a viewer', () => {
    const putOnAir = (publication: Publication): MediaUnit[] => {
      const { video: track, pictures: units } = media;
      publication.expect(['video', 'audio']);
      publication.configure(track);
      publication.configure(opusTrack(2));
      publication.write(units[0]!);
      return units;
    };

    it('sends every frame and packet from the next key frame on, with parameter sets', async () => {
      const { stream, publication, keyFrameRequests } = lab.onAir();
      const units = putOnAir(publication);
      const webRtc = await lab.start();
      const { client, degraded } = await lab.play(webRtc, stream);
      const audio = media.sounds;
      await send(units.length, (index) => {
        publication.write(units[index]!);
        if (audio[index]) publication.write(audio[index]);
      });
      await eventually('the last frames', () => client.frames.length >= units.length - 1);

      expect(degraded).toBeUndefined();
      expect(client.broken).toBe(0);
      expect(client.frames[0]!.map(h264NalType).slice(0, 2)).toEqual([H264_NAL.sps, H264_NAL.pps]);
      expect(client.packets.length).toBeGreaterThanOrEqual(units.length - 2);
      expect(client.packets[1]!.timestamp - client.packets[0]!.timestamp).toBe(960);
      expect(keyFrameRequests()).toBeGreaterThan(0);
      expect(webRtc.viewers(7)).toMatchObject([{ dropped: 0, bytes: expect.any(Number) }]);
      expect(webRtc.viewers(7)[0]!.bytes).toBeGreaterThan(10_000);
    });

    it('goes on with a new publisher on the timeline of the viewer', async () => {
      const { stream, publication } = lab.onAir();
      const units = putOnAir(publication);
      const { client } = await lab.play(await lab.start(), stream);
      await send(10, (index) => publication.write(units[index]!));
      await eventually('frames', () => client.frames.length >= 9);
      publication.end('left');
      const again = stream.publish({ close: () => undefined });
      again.expect(['video']);
      again.configure(media.video);
      await send(10, (index) => again.write(units[index]!));
      await eventually('frames of the other', () => client.frames.length >= 18);
      const steps = client.timestamps.slice(1).map((timestamp, index) => (timestamp - client.timestamps[index]!) | 0);
      expect(steps.every((step) => step > 0 && step < 90_000)).toBe(true);
    });

    it('leaves B-frames out and says so', async () => {
      const { stream, publication } = lab.onAir();
      const { video: track, pictures: units } = await encode({ bFrames: 2 });
      publication.expect(['video']);
      publication.configure(track);
      publication.write(units[0]!);
      const webRtc = await lab.start();
      const { client, degraded } = await lab.play(webRtc, stream);
      await send(units.length, (index) => publication.write(units[index]!));
      await eventually('the last frames', () => client.frames.length > units.length / 4);

      expect(degraded).toBe('b-frames');
      expect(client.frames.flat().some(isBSlice)).toBe(false);
      const [viewer] = webRtc.viewers(7);
      expect(viewer!.dropped).toBeGreaterThan(units.length / 3);
    });

    it('closes one that reports nothing for too long, and stops for it', async () => {
      const { stream, publication } = lab.onAir();
      const units = putOnAir(publication);
      // The receiver of the engine reports once a second.
      const webRtc = await lab.start({ times: { ...FAST, viewerSilentMs: 1500 } });
      const [lively, dead] = [await lab.play(webRtc, stream), await lab.play(webRtc, stream, false)];
      const sending = send(
        300,
        (index) => publication.write({ ...units[0]!, dts: index * 33_333, pts: index * 33_333 }),
        10,
      );
      await eventually('the dead one to be gone', () => webRtc.viewers(7).length === 1);
      expect(webRtc.viewers(7)).toMatchObject([{ sessionId: lively.sessionId }]);
      const [seen, living] = [dead.client.frames.length, lively.client.frames.length];
      await eventually('more frames of the lively', () => lively.client.frames.length > living + 10);
      expect(dead.client.frames.length).toBeLessThanOrEqual(seen + 1);
      await sending;
    });

    it('passes its wish for a key frame on, but not every one', async () => {
      const { stream, publication, keyFrameRequests } = lab.onAir();
      const units = putOnAir(publication);
      const webRtc = await lab.start();
      const { client } = await lab.play(webRtc, stream);
      publication.write(units[0]!);
      await eventually('a frame', () => client.frames.length > 0);
      const before = keyFrameRequests();
      await send(10, () => client.requestKeyFrame());
      await eventually('the wishes', () => webRtc.viewers(7)[0]!.keyFrameRequests >= 10);
      expect(keyFrameRequests() - before).toBeLessThanOrEqual(1);
    });

    it('is refused while the portal is overloaded or the stream is not on the air', async () => {
      const { stream, publication } = lab.onAir();
      const client = lab.keep(await WhepClient.open());
      const offer = client.offer();
      await expect((await lab.start()).playByWhep(stream, { offer })).rejects.toMatchObject({ code: 'stream.offline' });
      putOnAir(publication);
      const busy = await lab.start({ loopDelayMs: () => 500 });
      await expect(busy.playByWhep(stream, { offer })).rejects.toMatchObject({ code: 'server.unavailable' });
    });

    it('takes candidates later, and no restart of ICE', async () => {
      const { stream, publication } = lab.onAir();
      putOnAir(publication);
      const webRtc = await lab.start();
      const client = lab.keep(await WhepClient.open());
      const offer = client.offer();
      const { sessionId, answer } = await webRtc.playByWhep(stream, { offer });
      const ufrag = /a=ice-ufrag:(.*)\r/.exec(offer)![1]!;
      webRtc.addCandidates(
        sessionId,
        [`a=ice-ufrag:${ufrag}`, ...client.candidates, 'a=end-of-candidates', ''].join('\r\n'),
      );
      await client.accept(answer);

      expect(() => webRtc.addCandidates(sessionId, 'a=ice-ufrag:other\r\n')).toThrow('Connect anew');
      expect(() => webRtc.addCandidates(sessionId, 'nonsense\r\n')).toThrow('malformed');
      expect(() => webRtc.addCandidates('nobody', '')).toThrow('There is no such session.');
    });
  });
});
