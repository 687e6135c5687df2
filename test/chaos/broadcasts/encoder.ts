import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { testPicture, testTone } from '../../../libs/testing/src/peers/test-card.js';

/** An encoder as people run it: it comes back by itself until it is told to stop. */
export class Encoder {
  private readonly clip: string;
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isWanted = false;

  constructor(folder: string) {
    this.clip = path.join(folder, 'clip.flv');
    const card = [...testPicture(), ...testTone()];
    const codecs = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '15',
      '-bf',
      '0',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ];
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...card, ...codecs, '-t', '10', this.clip]);
  }

  start(url: string): void {
    this.isWanted = true;
    const args = ['-nostdin', '-loglevel', 'quiet', '-re', '-stream_loop', '-1', '-i', this.clip];
    this.child = spawn('ffmpeg', [...args, '-c', 'copy', '-f', 'flv', url], { stdio: 'ignore' });
    this.child.once('close', () => {
      if (this.isWanted) this.timer = setTimeout(() => this.start(url), 200);
    });
  }

  /** As a lost network would. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  stop(): void {
    this.isWanted = false;
    clearTimeout(this.timer);
    this.kill();
  }
}
