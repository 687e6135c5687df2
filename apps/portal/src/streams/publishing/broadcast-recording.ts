import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '#libs/telemetry';
import type { NewChunk, Recordings } from '../../vod/index.js';
import { type RecordedChunk, Recorder } from '../engine/egress/recording/recorder.js';
import type { Claim } from './stream-sessions.js';

/** What lies beside the pieces of a broadcast, so that they can be told apart whatever has become of the database. */
export interface RecordingNote {
  nodeId: string;
  userId: number;
  streamId: number;
  sessionId: string;
  folder: string;
}

export const NOTE_FILE = 'recording.json';
/** Between two attempts to make a piece known. */
const RETRY_MS = 1_000;

export const noteOf = (nodeId: string, { ownerId, streamId, sessionId, recordingFolder }: Claim): RecordingNote => ({
  ...{ nodeId, userId: ownerId, streamId, sessionId },
  folder: recordingFolder!,
});

/** What is known of a piece, from its file and the note beside it. */
export const chunkOf = (
  { userId, streamId, sessionId, folder }: Omit<RecordingNote, 'nodeId'>,
  { path: file, bytes, sha256, durationMs }: Pick<RecordedChunk, 'path' | 'bytes' | 'sha256' | 'durationMs'>,
): NewChunk => {
  const name = path.basename(file);
  return {
    ...{ userId, streamId, sessionId, bytes },
    localPath: `${sessionId}/${name}`,
    remoteName: `${folder}/${name}`,
    sha256: Buffer.from(sha256, 'hex'),
    duration: Math.round(durationMs),
  };
};

/** The recording of one broadcast: every piece that is closed becomes known. */
export class BroadcastRecording {
  readonly recorder: Recorder;
  private known: Promise<void> = Promise.resolve();
  private isAbandoned = false;

  constructor(
    note: RecordingNote,
    firstIndex: number,
    private readonly recordings: Recordings,
    private readonly log: Log,
  ) {
    const directory = recordings.folderOf(note.sessionId);
    writeFileSync(path.join(directory, NOTE_FILE), JSON.stringify(note));
    this.recorder = new Recorder({ directory, firstIndex });
    this.recorder.on('chunkReady', (chunk) => {
      this.known = this.known.then(() => this.makeKnown(chunkOf(note, chunk)));
    });
    this.recorder.on('stopped', ({ reason, cause }) =>
      this.log.error({ scope: 'media', stream: note.streamId, reason, err: cause }, 'recording stopped'),
    );
  }

  /** Settles when every piece is closed and known, after the stream has ended. */
  async finished(): Promise<void> {
    await new Promise<void>((resolve) => this.recorder.once('closed', resolve));
    await this.known;
  }

  /** The process ends: what is not known by then is found at the next start. */
  abandon(): void {
    this.isAbandoned = true;
  }

  private async makeKnown(chunk: NewChunk): Promise<void> {
    for (;;) {
      try {
        await this.recordings.add(chunk);
        if ((await this.recordings.bytesLeft()) <= 0) this.recorder.stop('no_room');
        return;
      } catch (err) {
        this.log.warn({ scope: 'media', stream: chunk.streamId, err }, 'piece not written down yet');
        if (this.isAbandoned) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
