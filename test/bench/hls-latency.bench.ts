import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { publishClock } from './clock-picture.js';
import { Glass } from './glass.js';
import { MediaLab } from './media-lab.js';
import { report } from './report.js';

// Glass to glass: the wall clock is painted into each frame as a bar code, encoded by x264, sent over RTMP, played from LL-HLS
// by hls.js in Chromium, and read from the video. The portal has one core; encoder, decoder and browser the other.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 20);
const TARGET_MS = 1_500;
/** hls.js starts a little behind and catches up. */
const SETTLE_MS = 8_000;

/** As the web app plays it. */
const play = async (page: Page, address: string): Promise<void> => {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('hls.js/dist/hls.light.min.js') });
  await page.evaluate(`
    window.faults = [];
    const hls = new Hls({ lowLatencyMode: true, backBufferLength: 600, maxLiveSyncPlaybackRate: 1.1 });
    hls.on(Hls.Events.ERROR, (event, { details }) => faults.push(details));
    hls.loadSource(${JSON.stringify(address)});
    hls.attachMedia(player);`);
};

const lab = await MediaLab.open();
let glass: Glass | undefined;
let encoder: ReturnType<typeof publishClock> | undefined;
try {
  const stream = await lab.makeStream();
  encoder = publishClock(await lab.rtmpAddress(stream));
  await lab.playlistUrl(stream.playback);
  glass = await Glass.open(lab.portal.url);
  const page = await glass.page();
  await play(page, lab.url(stream.playback, 'index.m3u8'));
  const { p50, p95, max, looks, fps, unread } = await glass.look(page, { settleMs: SETTLE_MS, seconds: SECONDS });
  const faults = (await page.evaluate('faults')) as string[];
  console.log(`${looks} looks, ${unread} unread, ${fps} frames/s, faults: ${faults.join(', ') || 'none'}`);
  report({
    bench: 'hls-latency',
    ours: { p50, p95, max },
    peer: null,
    ratio: null,
    unit: 'ms from the painted frame to the frame on the screen, RTMP to LL-HLS in hls.js',
    target: TARGET_MS,
    met: p95 <= TARGET_MS,
  });
} finally {
  encoder?.kill('SIGKILL');
  await glass?.close();
  await lab.close();
}
