import { describe, expect, it } from 'vitest';
import { opusTrack, type MediaUnit } from '#libs/media';
import { eventually } from '#libs/testing';
import { AAC, AV1, broadcast, H264, HEVC, until, useRelayLab } from './rtmp-relay-lab.peer.js';

const lab = useRelayLab();

const comparable = (units: MediaUnit[]): unknown[] =>
  units.map(({ dts, pts, ...unit }) => ({ ...unit, dts: dts - units[0]!.dts, pts: pts - units[0]!.dts }));

describe('RtmpRelay', () => {
  it.each(['rtmp', 'rtmps'])('brings every unit to another server over %s', async (scheme) => {
    const { stream, port } = await lab.target(0, scheme === 'rtmps');
    const { relay: one, states } = lab.relay(port, {
      url: `${scheme}://localhost:${port}/live`,
      tls: { ca: lab.certificate.current().cert },
    });
    one.begin([H264, AAC]);
    await until(one, 'live');
    const units = broadcast(1_000, 3);
    for (const unit of units) one.write(unit);
    await eventually('all units', () => stream.units.length === units.length);
    expect(comparable(stream.units)).toEqual(comparable(units));
    expect(stream.tracks).toEqual([H264, AAC]);
    one.end();
    await eventually('the end', () => stream.ends.length === 1);
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'live', 'off']);
    expect(one.stats).toEqual({ sent: units.length, dropped: 0 });
  });

  it.each([HEVC, AV1])('sends $codec and Opus to a server that lists them', async (track) => {
    const { stream, port } = await lab.target();
    const { relay: one } = lab.relay(port);
    one.begin([track, opusTrack(2)]);
    await until(one, 'live');
    // AV1 is shown in the order it is decoded in.
    const units = broadcast(0, 1).map((unit) => (track.codec === 'av1' ? { ...unit, pts: unit.dts } : unit));
    for (const unit of units) one.write(unit);
    await eventually('all units', () => stream.units.length === units.length);
    expect(comparable(stream.units)).toEqual(comparable(units));
    expect(stream.tracks).toEqual([track, opusTrack(2)]);
    expect(one.status.audio).toBe('copied');
  });

  it('comes back after its target was killed, with a key frame', async () => {
    const first = await lab.target();
    const { relay: one, states } = lab.relay(first.port);
    one.begin([H264, AAC]);
    await until(one, 'live');
    one.write(broadcast(0, 1)[0]!);
    await eventually('the first unit', () => first.stream.units.length === 1);
    await first.server.close();
    await until(one, 'failed');
    expect(states.at(-1)).toMatchObject({ error: 'relay.lost', reason: 'The portal stops.' });

    const second = await lab.target(first.port);
    await until(one, 'live');
    for (const unit of broadcast(400, 2).slice(10)) one.write(unit);
    await eventually('the units', () => second.stream.units.length === 50);
    expect(second.stream.units[0]).toMatchObject({ kind: 'video', isKey: true });
    expect(one.status).toEqual({ state: 'live', error: null, reason: null, audio: 'copied' });
  });

  it('outlasts a short interruption, and leaves after a long one', async () => {
    const { stream, port } = await lab.target();
    const { relay: one } = lab.relay(port, { times: { lingerMs: 100 } });
    one.begin([H264, AAC]);
    await until(one, 'live');
    one.write(broadcast(0, 1)[0]!);
    one.interrupt();
    one.begin([H264, AAC]);
    one.write(broadcast(9_000, 1)[0]!);
    await eventually('both units', () => stream.units.length === 2);
    expect(stream.units[1]!.dts - stream.units[0]!.dts).toBe(20_000);
    one.interrupt();
    await eventually('it to leave', () => stream.ends.length === 1);
    expect(one.status.state).toBe('off');
    one.begin([H264, AAC]);
    await until(one, 'live');
    expect(stream.requests).toHaveLength(2);
  });
});
