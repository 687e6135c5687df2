import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { listRecordings, type StoredRecording } from '../recording-list.js';
import { RecordingChunk } from '../recording-chunk.entity.js';
import { StorageSessions } from '../storage-sessions.js';
import { RecordingPlayers } from './recording-players.js';
import type { RecordedSession, SessionFile } from './vod-playback.dto.js';

/** Recordings as they came about: what is in one folder is one broadcast. */
@Injectable()
export class RecordedSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storages: StorageSessions,
    private readonly players: RecordingPlayers,
  ) {}

  /** Newest first. @throws DomainError storage.not_found, target.*, hostkey.changed */
  async list(userId: number): Promise<RecordedSession[]> {
    const files = await this.storages.use(userId, listRecordings);
    const durations = await this.recordedDurations(userId);
    const byFolder = new Map<string, StoredRecording[]>();
    for (const file of files) {
      const folder = file.name.slice(0, Math.max(0, file.name.lastIndexOf('/')));
      const within = byFolder.get(folder);
      if (within) within.push(file);
      else byFolder.set(folder, [file]);
    }
    return [...byFolder]
      .map(([folder, within]) =>
        present(
          folder,
          within.map((file) => ({ ...file, duration: this.durationOf(userId, file, durations) })),
        ),
      )
      .toSorted((a, b) => b.modified - a.modified || (a.folder < b.folder ? -1 : 1));
  }

  private durationOf(userId: number, file: StoredRecording, durations: Map<string, number>): number | null {
    const { name: relative, size, modified } = file;
    const known = this.players.knownDuration(userId, { relative, size, modified });
    return known !== undefined ? known / 1e6 : (durations.get(`${size}/${relative}`) ?? null);
  }

  /** Seconds, by size and name. */
  private async recordedDurations(userId: number): Promise<Map<string, number>> {
    const rows = await this.dataSource.manager.find(RecordingChunk, {
      where: { userId, state: 'stored' },
      select: { id: true, remoteName: true, bytes: true, duration: true },
    });
    return new Map(rows.map(({ remoteName, bytes, duration }) => [`${bytes}/${remoteName}`, duration / 1000]));
  }
}

const present = (folder: string, unsorted: SessionFile[]): RecordedSession => {
  const files = unsorted.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const durations = files.map(({ duration }) => duration);
  const time = startOf(folder);
  return {
    folder,
    title: time ? folder.slice(0, folder.lastIndexOf('/')) || folder : folder,
    started_at: time,
    size: files.reduce((sum, { size }) => sum + size, 0),
    duration: durations.includes(null) ? null : durations.reduce<number>((sum, each) => sum + each!, 0),
    modified: Math.max(...files.map(({ modified }) => modified)),
    files,
  };
};

/** Folders of broadcasts are named by when they began, in UTC. */
const startOf = (folder: string): string | null => {
  const [, date, hour, minute, second] = /(?:^|\/)(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)[^/]*$/.exec(folder) ?? [];
  const time = new Date(`${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
};
