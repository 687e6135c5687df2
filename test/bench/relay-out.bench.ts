import { setTimeout as delay } from 'node:timers/promises';
import { clipOf, cpuSeconds, MediaLab, rssOf } from './media-lab.js';
import { report, rounded } from './report.js';
import { RtmpSink } from './rtmp-sink.js';

// One 1080p30 stream of 6 Mbit/s goes out to ten RTMP targets, and to LL-HLS as always. The media process has one core; what it
// uses of it. Every target counts bytes, and frames by their times: none may be missing.

const TARGETS = 10;
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 20);
const FPS = 30;
/** There is none for the processor; this is what has to come out. */
const TARGET_MBITS = TARGETS * 6;

const sink = new RtmpSink(FPS);
await sink.listen();
const clip = clipOf('1080p-6000k', '1920x1080', '6000k');
const lab = await MediaLab.open();
try {
  const stream = await lab.makeStream();
  for (let target = 0; target < TARGETS; target++) await lab.addRelay(stream, sink.port, `target-${target}`);
  await lab.publish(stream, clip);
  await lab.playlistUrl(stream.playback);
  await delay(3_000);
  if (sink.names.length !== TARGETS) throw new Error(`only ${sink.names.length} targets were reached`);
  sink.taken();
  const cpu = cpuSeconds(lab.mediaPid);
  const began = performance.now();
  await delay(SECONDS * 1_000);
  const taken = sink.taken();
  const seconds = (performance.now() - began) / 1_000;
  const percent = rounded(((cpuSeconds(lab.mediaPid) - cpu) / seconds) * 100);
  const missing = taken.reduce((sum, target) => sum + target.missing, 0);
  const mbits = rounded(taken.reduce((sum, { bytes }) => sum + bytes * 8, 0) / seconds / 1e6);
  const fewest = Math.min(...taken.map(({ frames }) => frames));
  console.log(
    `${percent} % of a core, ${rounded(rssOf(lab.mediaPid))} MB; each target ≥ ${fewest} frames in ${rounded(seconds)} s`,
  );
  report({
    bench: 'relay-out',
    ours: { percent, mbits, missing },
    peer: null,
    ratio: null,
    unit: `% of a core for ${TARGETS} targets of 6 Mbit/s, with ingest and LL-HLS; Mbit/s and missing frames at the targets`,
    target: { mbits: TARGET_MBITS, missing: 0 },
    met: mbits >= TARGET_MBITS * 0.98 && missing === 0 && fewest >= (seconds - 1) * FPS,
  });
} finally {
  await lab.close();
  await sink.close();
}
