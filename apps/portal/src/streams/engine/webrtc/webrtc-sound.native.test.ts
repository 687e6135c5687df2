import { beforeAll, describe, expect, it } from 'vitest';
import { aacTrack, buildAudioSpecificConfig, type MediaUnit, opusDurationUs } from '#libs/media';
import { eventually, hasFfmpeg } from '#libs/testing';
import type { LiveStream } from '../live-stream.js';
import type { Publication } from '../publishing.js';
import type { WhepClient } from './webrtc-client.peer.js';
import { encode, type Encoded, send, useWebRtcLab } from './webrtc-lab.peer.js';

const OPUS_US = 20_000;
/** Between a picture and the converted sound of the same time. */
const LAG_US = 60_000;

describe.skipIf(!hasFfmpeg())('sound that has to be converted for viewers', () => {
  const lab = useWebRtcLab();
  let pictures: MediaUnit[];
  let sounds: MediaUnit[];
  let video: Encoded['video'];

  beforeAll(async () => {
    ({ pictures, video } = await encode({ audio: 'libopus' }));
    ({ sounds } = await encode({ audio: 'aac' }));
  });

  const onAir = (): { stream: LiveStream; publication: Publication } => {
    const { stream, publication } = lab.onAir();
    publication.expect(['video', 'audio']);
    publication.configure(video);
    publication.configure(aacTrack(buildAudioSpecificConfig(48_000, 2)));
    publication.write(pictures[0]!);
    return { stream, publication };
  };

  /** A child that starts takes nothing for a while; all it gets is of one time, so that it is known of what its first sound is. */
  const untilHeard = (client: WhepClient, publication: Publication): Promise<boolean> => {
    publication.write(pictures[0]!);
    return eventually('the first sound', () => {
      publication.write(sounds[0]!);
      return client.packets.length > 0;
    });
  };

  it('is made Opus for all of them, and honestly left out without ffmpeg', async () => {
    const { stream, publication } = onAir();
    const { client, degraded } = await lab.play(await lab.start(), stream);
    const silent = await lab.play(await lab.start({ ffmpeg: null }), stream, false);
    await untilHeard(client, publication);
    await send(60, (index) => {
      publication.write(pictures[index]!);
      publication.write(sounds[index]!);
    });
    await eventually('sound', () => client.packets.length > 30);

    expect(degraded).toBeUndefined();
    expect(client.packets.every(({ payload }) => opusDurationUs(payload) === OPUS_US)).toBe(true);
    expect(silent.degraded).toBe('no-audio');
    expect(silent.client.packets).toEqual([]);
  });

  it('tells to which picture it belongs, however late it leaves', async () => {
    const { stream, publication } = onAir();
    const { client } = await lab.play(await lab.start(), stream, false);
    await untilHeard(client, publication);
    await send(
      45,
      (index) => {
        publication.write(pictures[index]!);
        publication.write(sounds[Math.round(index * 1.5)]!);
      },
      33,
    );
    const { senderReports, timestamps, packets } = client;
    await eventually('reports', () => senderReports.video && senderReports.audio && packets.length > 10);

    const { video: picture, audio: sound } = senderReports;
    const pictureAt = picture!.ntpUs + (((timestamps[0]! - picture!.timestamp) | 0) * 1e6) / 90_000;
    const soundAt = sound!.ntpUs + (((packets[0]!.timestamp - sound!.timestamp) | 0) * 1e6) / 48_000;
    expect(Math.abs(soundAt - pictureAt - LAG_US)).toBeLessThan(100_000);
  });
});
