import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { JANUS, JanusPeer } from './janus.peer.js';
import { clipOf, cpuSeconds, MediaLab } from './media-lab.js';
import { report, rounded } from './report.js';
import { WebRtcCrowd } from './webrtc-crowd.js';
import { byWhep } from './whep-negotiation.js';

// How many WebRTC viewers one core carries: ours by WHEP, and those of Janus, whose streaming plugin gets the same clip by RTP.
// The crowd grows, each step is measured, and the last one counts at which nothing was lost: viewers ÷ the share of its core that
// the server used. The crowd's own core is full before the server's is.

const STEP_SECONDS = Number(process.env['SECONDS_EACH'] ?? 4);
/** For all steps of one rate at one server. */
const GROWING_MS = 20_000;
const MAX_LOST = 0.001;
const FULL = 0.9;
/** Of Janus, at either rate. */
const TARGET = 1;
const BATCH = { low: 100, high: 30 };

interface Step {
  viewers: number;
  /** Of one core, 0 up to 1. */
  server: number;
  crowd: number;
  mbits: number;
  lostShare: number;
}

const measure = async (pid: number, crowd: WebRtcCrowd): Promise<Step> => {
  await delay(1_500);
  crowd.received();
  const [server, own, began] = [cpuSeconds(pid), cpuSeconds(process.pid), performance.now()];
  await delay(STEP_SECONDS * 1_000);
  const seconds = (performance.now() - began) / 1_000;
  const { packets, bytes, lost, starved } = crowd.received();
  return {
    viewers: crowd.size,
    server: (cpuSeconds(pid) - server) / seconds,
    crowd: (cpuSeconds(process.pid) - own) / seconds,
    mbits: (bytes * 8) / seconds / 1e6,
    lostShare: starved > 0 ? 1 : lost / (packets + lost),
  };
};

/** Whether the server took them: one that is busy takes no more. */
const joined = (crowd: WebRtcCrowd, count: number): Promise<boolean> =>
  crowd.grow(count).then(
    () => true,
    (error: Error) => {
      console.log(`no more than ${crowd.size} viewers: ${error.message}`);
      return false;
    },
  );

/** The largest crowd that got everything. */
const grow = async (name: string, pid: number, crowd: WebRtcCrowd, batch: number): Promise<Step> => {
  let best: Step | undefined;
  for (const began = performance.now(); performance.now() - began < GROWING_MS;) {
    if (!(await joined(crowd, batch))) break;
    const step = await measure(pid, crowd);
    const percent = { server: rounded(step.server * 100), crowd: rounded(step.crowd * 100) };
    const lost = rounded(step.lostShare * 100);
    console.log(
      `${name}, ${step.viewers} viewers: ${rounded(step.mbits)} Mbit/s, ${lost} % lost, server ${percent.server} %, crowd ${percent.crowd} %`,
    );
    if (step.lostShare > MAX_LOST) break;
    best = step;
    if (step.server > FULL || step.crowd > FULL) break;
  }
  crowd.close();
  // Hundreds of connections take a while to end.
  await delay(3_000);
  if (!best) throw new Error('the first viewers already missed packets');
  return best;
};

const growOurs = async (lab: MediaLab, clip: string, batch: number): Promise<Step> => {
  const stream = await lab.makeStream();
  const publisher = await lab.publish(stream, clip);
  await lab.onAir(stream);
  const crowd = await WebRtcCrowd.open(byWhep(`${lab.portal.url}/api/stream/${stream.playback}/webrtc/whep`));
  const step = await grow('ours', lab.mediaPid, crowd, batch);
  publisher.kill('SIGKILL');
  return step;
};

const growJanus = async (clip: string, batch: number): Promise<Step> => {
  const janus = await JanusPeer.open();
  const publisher = sendRtp(clip, janus.rtpPort);
  try {
    return await grow('Janus', janus.pid, await WebRtcCrowd.open(janus.negotiate), batch);
  } finally {
    publisher.kill('SIGKILL');
    await janus.close();
  }
};

const sendRtp = (clip: string, port: number): ChildProcess => {
  const input = ['-nostdin', '-loglevel', 'error', '-re', '-stream_loop', '-1', '-i', clip];
  const output = ['-c', 'copy', '-payload_type', '108', '-f', 'rtp'];
  const args = ['-c', '1', 'ffmpeg', ...input, ...output, `rtp://127.0.0.1:${port}?pkt_size=1200`];
  return spawn('taskset', args, { stdio: ['ignore', 'ignore', 'inherit'] });
};

const aCore = ({ viewers, server }: Step): number => Math.floor(viewers / server);

if (!existsSync(JANUS)) throw new Error('the peer is missing: Debian has it as janus');
const clips = {
  low: clipOf('360p-600k-silent', '640x360', '600k', ['-an']),
  high: clipOf('720p-3000k-silent', '1280x720', '3000k', ['-an']),
};
const lab = await MediaLab.open();
let ours: Record<keyof typeof clips, Step>;
try {
  ours = { low: await growOurs(lab, clips.low, BATCH.low), high: await growOurs(lab, clips.high, BATCH.high) };
} finally {
  await lab.close();
}
const peer = { low: await growJanus(clips.low, BATCH.low), high: await growJanus(clips.high, BATCH.high) };
const ratio = rounded(Math.min(aCore(ours.low) / aCore(peer.low), aCore(ours.high) / aCore(peer.high)));
report({
  bench: 'whep-fanout',
  ours: {
    viewers_600k: aCore(ours.low),
    viewers_3m: aCore(ours.high),
    held_600k: ours.low.viewers,
    held_3m: ours.high.viewers,
  },
  peer: { viewers_600k: aCore(peer.low), viewers_3m: aCore(peer.high) },
  ratio,
  unit: 'viewers a core: those held without loss ÷ the share of a core the server used; the smaller ratio; peer: Janus',
  target: TARGET,
  met: ratio >= TARGET,
});
// The native engine keeps threads.
process.exit(0);
