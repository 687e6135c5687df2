import { describe, expect, it } from 'vitest';
import type { MediaUnit } from '#libs/media';
import { eventually } from '#libs/testing';
import { useRtmpLab } from './rtmp-lab.peer.js';

const lab = useRtmpLab();

const dts = (units: MediaUnit[]): number[] => units.map((unit) => unit.dts / 1000);

describe('the clocks of RTMP', () => {
  const sendVideo = async (timestamps: number[]): Promise<number[]> => {
    const { port } = await lab.listen();
    const encoder = await lab.publish(port);
    encoder.configure();
    for (const timestamp of timestamps) encoder.video(timestamp);
    await eventually('all units', () => lab.stream.units.length === timestamps.length);
    return dts(lab.stream.units);
  };

  it('go on over the end of 32 bits', async () => {
    const end = 2 ** 32;
    expect(await sendVideo([end - 80, end - 40, 0, 40])).toEqual([1000, 1040, 1080, 1120]);
  });

  it('never go backwards', async () => {
    expect(await sendVideo([0, 40, 80, 40, 120])).toEqual([0, 40, 80, 80, 120]);
  });

  it('go on when the encoder begins anew or leaps', async () => {
    expect(await sendVideo([5_000, 5_040, 0, 40, 90_000, 90_040])).toEqual([5_000, 5_040, 5_060, 5_100, 5_120, 5_160]);
  });

  it('keep 10 s of silence in one track', async () => {
    const { port } = await lab.listen();
    const encoder = await lab.publish(port);
    encoder.configure();
    encoder.audio(0);
    for (let at = 0; at <= 12_000; at += 40) encoder.video(at);
    encoder.audio(12_000);
    await eventually('the sound after it', () => lab.stream.of('audio').length === 2);
    expect(dts(lab.stream.of('audio'))).toEqual([0, 12_000]);
    expect(lab.stream.of('video')).toHaveLength(301);
  });
});
