import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { testPicture, testTone } from '../../libs/testing/src/peers/test-card.js';

/** Real publishers: ffmpeg with a moving test card and a tone, as OBS would send them. */
export class TestEncoder {
  private readonly running = new Set<ChildProcess>();

  /** Publishes to an RTMP or RTMPS address, key included. */
  publish(address: string): void {
    const card = [...testPicture({ fps: 25, isLive: true }), ...testTone({ isLive: true })];
    const picture = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-g',
      '25',
      '-pix_fmt',
      'yuv420p',
    ];
    const args = ['-nostdin', '-loglevel', 'error', ...card, ...picture, '-c:a', 'aac', '-f', 'flv', address];
    const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
  }

  /** As when its program is closed. */
  async stop(): Promise<void> {
    const gone = [...this.running].map((child) => once(child, 'exit'));
    for (const child of this.running) child.kill('SIGKILL');
    await Promise.all(gone);
  }
}
