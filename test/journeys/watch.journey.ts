import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import type { PortalClient } from './portal-client.js';
import { useStage } from './stage.js';
import { TestEncoder } from './test-encoder.js';
import type { Visitor } from './visitor.js';

const run = promisify(execFile);

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
  let folder: string;

  /** Frames the picture has shown. */
  const framesAt = ({ page }: Visitor) =>
    page.evaluate(`document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames`);
  /** Resolves when new frames show by this road. */
  const plays = async (road: string, who = viewer): Promise<void> => {
    await who.page.locator(`[data-road="${road}"]`).waitFor();
    const before = (await framesAt(who)) as number;
    await expect.poll(() => framesAt(who)).toBeGreaterThan(before + 5);
  };
  const publish = () => encoder.publish(`${stream.publish_urls.rtmps}/${stream.stream_key}`);

  beforeAll(async () => {
    await sshd.open();
    folder = await mkdtemp(path.join(tmpdir(), 'clips-'));
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
    await rm(folder, { recursive: true });
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

  it('obeys keys and the command palette: theatre, whole screen, a small picture', async () => {
    owner.witness.expect(NO_PICTURE_YET, INTERRUPTED);
    await owner.open(`/watch/${stream.playback_key}`);
    await plays('webrtc', owner);
    const { keyboard } = owner.page;
    await keyboard.press('t');
    await owner.page.locator('[data-theatre="true"]').waitFor();
    await keyboard.press('f');
    await expect.poll(() => owner.page.evaluate('document.fullscreenElement !== null')).toBe(true);
    await keyboard.press('f');
    await expect.poll(() => owner.page.evaluate('document.fullscreenElement')).toBe(null);
    await keyboard.press('k');
    await owner.button('Play').waitFor();
    await keyboard.press('?');
    await owner.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Theatre mode').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('Control+k');
    await keyboard.type('Picture in picture');
    await keyboard.press('Enter');
    await expect.poll(() => owner.page.evaluate('document.pictureInPictureElement !== null')).toBe(true);
  });

  it('goes back and comes back to what is live', async () => {
    const place = viewer.page.getByRole('slider', { name: 'Position' });
    await place.waitFor();
    await viewer.page.locator('h1').click();
    await viewer.page.keyboard.press('ArrowLeft');
    await expect.poll(() => place.getAttribute('aria-valuetext')).toMatch(/s behind live$/);
    await plays('hls');
    await viewer.button('Back to live').click();
    await expect.poll(() => place.getAttribute('aria-valuetext')).toBe('Live');
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
  });

  it('plays from the storage, from any point', async () => {
    await owner.button(new RegExp(`^Play ${TITLE},`)).click();
    const video = `document.querySelector('video')`;
    const jump = async (seconds: number): Promise<void> => {
      const before = (await framesAt(owner)) as number;
      await owner.page.evaluate(`${video}.currentTime = ${seconds}, void ${video}.play()`);
      const state = `(({ seeking, ended }, shown) => ended || (!seeking && shown > ${before}))(
        ${video}, ${video}.getVideoPlaybackQuality().totalVideoFrames)`;
      await expect.poll(() => owner.page.evaluate(state)).toBe(true);
    };
    await expect.poll(() => owner.page.evaluate(`${video}.readyState`)).toBe(4);
    const duration = (await owner.page.evaluate(`${video}.duration`)) as number;
    expect(duration).toBeGreaterThan(8);
    await jump(duration / 2);
    await jump(1);
    await jump(duration + 60);
    await expect.poll(() => owner.page.evaluate(`${video}.ended`)).toBe(true);
    await jump(2);
  });

  it('gives clips', async () => {
    await owner.button('Make a clip').click();
    await owner.field('Start').fill('0:02');
    await owner.field('End').fill('0:05.5');
    expect(await barriers(owner.page, 'recording-clip')).toEqual([]);
    await owner.button('Make the clip').click();
    const link = owner.page.getByRole('dialog').getByRole('link', { name: 'Download' });
    const [download] = await Promise.all([owner.page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe(`${TITLE}.mkv`);
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    const args = ['-v', 'error', '-show_entries', 'format=duration:stream=codec_name', '-of', 'json', file];
    const { stdout } = await run('ffprobe', args);
    const { streams, format } = JSON.parse(stdout) as {
      streams: { codec_name: string }[];
      format: { duration: string };
    };
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    // From the key frame before its start, which come every second.
    expect(Number(format.duration)).toBeGreaterThan(3.4);
    expect(Number(format.duration)).toBeLessThan(4.8);

    await owner.page.keyboard.press('Escape');
    const clips = owner.page.getByRole('region', { name: 'Clips' });
    await clips.getByRole('heading', { name: TITLE }).waitFor();
    expect(await barriers(owner.page, 'recordings')).toEqual([]);
    await clips.getByRole('button', { name: `Delete ${TITLE}` }).click();
    await owner.button('Delete').click();
    await clips.waitFor({ state: 'detached' });
  });

  it('has a storage that works', async () => {
    await owner.open('/recordings/storage');
    await owner.button(/^Test/).click();
    await owner.sees(/free/);
    expect(await barriers(owner.page, 'recordings-storage')).toEqual([]);
  });
});
