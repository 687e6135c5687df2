import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import type { PortalClient } from './portal-client.js';
import { useStage } from './stage.js';
import { TestEncoder } from './test-encoder.js';
import type { Visitor } from './visitor.js';

const TITLE = `Harbour ${randomBytes(3).toString('hex')}`;

/** Who nobody knows is told so, and a stream that does not run has neither picture nor playlist. */
const NOT_SIGNED_IN = /^401 GET \/api\/me$/;
const NO_PICTURE_YET = /^404 GET \/api\/stream\/pub_[\w-]+\/thumbnail$/;
const INTERRUPTED = /^(404|503) (GET|POST|DELETE) \/api\/stream\/(pub|view)_[\w-]+\/(hls|webrtc)\//;

interface MadeStream {
  id: number;
  stream_key: string;
  playback_key: string;
  publish_urls: { rtmps: string };
}

describe.skipIf(cannotTravel)('watching', () => {
  const stage = useStage({ isStory: true });
  const encoder = new TestEncoder();
  const sshd = new SshdPeer();
  let owner: Visitor;
  let client: PortalClient;
  let viewer: Visitor;
  let stream: MadeStream;

  /** Frames the picture has shown. */
  const frames = () =>
    viewer.page.evaluate(`document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames`);
  /** Resolves when new frames show by this road. */
  const plays = async (road: string): Promise<void> => {
    await viewer.page.locator(`[data-road="${road}"]`).waitFor();
    const before = (await frames()) as number;
    await expect.poll(frames).toBeGreaterThan(before + 5);
  };
  const publish = () => encoder.publish(`${stream.publish_urls.rtmps}/${stream.stream_key}`);

  beforeAll(async () => {
    await sshd.open();
    const { user, visitor } = await stage.newcomer();
    owner = visitor;
    client = user.client;
    await client.post('/api/vods/storage', {
      ...{ host: '127.0.0.1', port: sshd.port, username: sshd.username, remote_path: `/home/${sshd.username}/vods` },
      ...{ auth_method: 'key', private_key: sshd.privateKey },
    });
    const about = { title: TITLE, description: 'Ships that come and go.' };
    stream = await client.post<MadeStream>('/api/streams', about);
    viewer = await stage.visitor();
    viewer.witness.expect(NOT_SIGNED_IN, NO_PICTURE_YET, INTERRUPTED);
  });
  afterAll(async () => {
    await encoder.stop();
    await sshd.close();
  });

  it('waits for a stream that is not on the air', async () => {
    await viewer.open(`/watch/${stream.playback_key}`);
    await viewer.sees('Not on the air');
    await viewer.sees('Sign in to read and write in the chat.');
    expect(await barriers(viewer.page, 'watch-offline')).toEqual([]);
  });

  it('shows it by WebRTC as soon as it begins', async () => {
    publish();
    await plays('webrtc');
    await viewer.button('Playback').click();
    await viewer.page.getByRole('menuitem', { name: 'Figures' }).click();
    await viewer.sees('320 × 180');
    expect(await barriers(viewer.page, 'watch-live')).toEqual([]);
  });

  it('shows it by HLS for whoever wants that', async () => {
    await viewer.button('Playback').click();
    await viewer.page.getByRole('menuitemradio', { name: /^HLS/ }).click();
    await viewer.page.keyboard.press('Escape');
    await plays('hls');
    await viewer.sees('320 × 180');
  });

  it('outlives the encoder, and is there again without a reload', async () => {
    await viewer.page.evaluate('window.isSamePage = true');
    await encoder.stop();
    await viewer.sees('Reconnecting…');
    publish();
    await plays('hls');
    expect(await viewer.page.evaluate('window.isSamePage')).toBe(true);
  });

  it('is among its owner’s recordings afterwards', async () => {
    // Ends the broadcast at once.
    await client.post(`/api/streams/${stream.id}/regenerate-key`, {});
    await encoder.stop();
    await expect
      .poll(async () => (await client.get<{ is_live: number }>(`/api/streams/${stream.id}`)).is_live, {
        timeout: 15_000,
      })
      .toBe(0);
    await owner.open('/recordings');
    await owner.sees(TITLE);
    expect(await barriers(owner.page, 'recordings')).toEqual([]);
    await owner.open('/recordings/storage');
    await owner.button(/^Test/).click();
    await owner.sees(/free/);
    expect(await barriers(owner.page, 'recordings-storage')).toEqual([]);
  });
});
