import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { clipOf, cpuSeconds, MediaLab, rssOf } from './media-lab.js';
import { report, rounded } from './report.js';

// Ten encoders send 1080p30 of 4.7 Mbit/s over RTMP; each becomes LL-HLS and a Matroska file. What the media process, pinned to
// one core, uses of it. Received is what players can fetch: every stream's playlist moved on by as many seconds as passed.

const STREAMS = Number(process.env['STREAMS'] ?? 10);
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 15);
const TARGET_PERCENT = 25;

const sequenceOf = async (url: string): Promise<number> => {
  const text = await (await fetch(url)).text();
  return Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)![1]) + (text.match(/#EXTINF/g)?.length ?? 0);
};

const clip = clipOf('1080p-4700k', '1920x1080', '4700k');
const sshd = await new SshdPeer().open();
const lab = await MediaLab.open();
try {
  await lab.call('POST', '/api/vods/storage', {
    ...{
      host: '127.0.0.1',
      port: sshd.port,
      username: sshd.username,
      auth_method: 'key',
      private_key: sshd.privateKey,
    },
    remote_path: sshd.password
      ? path.join('/home', sshd.username, 'bench')
      : path.join(os.tmpdir(), 'portal-bench-vods'),
  });
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => lab.makeStream()));
  for (const stream of streams) await lab.publish(stream, clip);
  const playlists = await Promise.all(streams.map(({ playback }) => lab.playlistUrl(playback)));
  await delay(3_000);
  const before = await Promise.all(playlists.map(sequenceOf));
  const cpu = cpuSeconds(lab.mediaPid);
  const began = performance.now();
  await delay(SECONDS * 1_000);
  const seconds = (performance.now() - began) / 1_000;
  const percent = rounded(((cpuSeconds(lab.mediaPid) - cpu) / seconds) * 100);
  const after = await Promise.all(playlists.map(sequenceOf));
  // Segments end with the key frame every two seconds.
  const behind = after.filter((sequence, at) => (sequence - before[at]!) * 2 < seconds - 4).length;
  if (behind > 0) throw new Error(`${behind} streams did not keep up`);
  const recorded = streams.length;
  const folder = path.join(lab.portal.dataDir, 'recordings');
  if (!existsSync(folder)) throw new Error('nothing was recorded');
  console.log(`${recorded} streams, ${percent} % of a core, ${rounded(rssOf(lab.mediaPid))} MB`);
  report({
    bench: 'rtmp-ingest',
    ours: percent,
    peer: null,
    ratio: null,
    unit: `% of a core for ${STREAMS} × 1080p30 of 4.7 Mbit/s to LL-HLS and Matroska`,
    target: TARGET_PERCENT,
    met: percent <= TARGET_PERCENT,
  });
} finally {
  await lab.close();
  await sshd.close();
}
