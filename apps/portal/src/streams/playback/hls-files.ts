import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { MediaNodes } from '../nodes/media-nodes.js';
import { HlsFile } from './hls-file.js';

/** Immutable files kept in this process. */
const MAX_KEPT_BYTES = 128 * 1024 * 1024;
/** A playlist that somebody waited for is the same for all who wait for it; one nobody waited for is soon old. */
const AWAITED_MS = 300;
const CURRENT_MS = 100;
/** The latter is given out for as long again, while the next is asked for: nobody waits then. */
const OLD_MS = 200;
/** Requests to media nodes under way. */
const MAX_PENDING = 20_000;

/** What is asked of a playlist: `_HLS_msn`, `_HLS_part`, `_HLS_skip` (RFC 8216bis §6.2.5), as they were written. */
export interface HlsDirectives {
  msn: string;
  part: string;
  skip: string;
}

export const NO_DIRECTIVES: HlsDirectives = { msn: '', part: '', skip: '' };

interface Passing {
  file: HlsFile | undefined;
  /** While it is asked for. */
  pending: Promise<HlsFile> | undefined;
  /** So long the file is as good as new. */
  until: number;
}

/** The files of live streams: each is asked of its media node once, however many want it at a time. */
@Injectable()
export class HlsFiles {
  private readonly kept = new Map<string, HlsFile>();
  private readonly passing = new Map<string, Passing>();
  private bytes = 0;
  readonly totals = { kept: 0, asked: 0 };

  constructor(private readonly nodes: MediaNodes) {}

  get keptBytes(): number {
    return this.bytes;
  }

  /** Without waiting, when it is in memory. */
  peek(
    streamId: number,
    name: string,
    directives: HlsDirectives,
    key = hlsFileKey(streamId, name, directives),
  ): HlsFile | undefined {
    const kept = this.kept.get(key);
    if (kept) {
      this.totals.kept++;
      return kept;
    }
    const passing = this.passing.get(key);
    if (!passing?.file) return undefined;
    const age = Date.now() - passing.until;
    if (age < 0) return passing.file;
    if (age >= OLD_MS || directives.msn !== '') return undefined;
    if (!passing.pending) void this.renew(passing, key, streamId, name, directives);
    return passing.file;
  }

  /** @throws DomainError stream.offline, file.not_found, request.invalid, server.unavailable */
  get(streamId: number, name: string, directives: HlsDirectives): Promise<HlsFile> {
    const key = hlsFileKey(streamId, name, directives);
    const kept = this.kept.get(key);
    if (kept) return Promise.resolve(kept);
    const passing = this.passing.get(key);
    if (passing?.pending) return passing.pending;
    if (passing?.file && passing.until > Date.now()) return Promise.resolve(passing.file);
    if (this.passing.size >= MAX_PENDING) this.dropOld();
    if (this.passing.size >= MAX_PENDING) return Promise.reject(new DomainError('server.unavailable'));
    const entry: Passing = { file: undefined, pending: undefined, until: 0 };
    this.passing.set(key, entry);
    return this.renew(entry, key, streamId, name, directives);
  }

  private renew(
    entry: Passing,
    key: string,
    streamId: number,
    name: string,
    directives: HlsDirectives,
  ): Promise<HlsFile> {
    const pending = this.ask(key, streamId, name, directives);
    entry.pending = pending;
    pending.then(
      (file) => {
        entry.file = file;
        entry.pending = undefined;
        entry.until = Date.now() + (directives.msn === '' ? CURRENT_MS : AWAITED_MS);
        if (this.kept.has(key)) this.passing.delete(key);
      },
      () => this.passing.delete(key),
    );
    return pending;
  }

  private async ask(key: string, streamId: number, name: string, directives: HlsDirectives): Promise<HlsFile> {
    this.totals.asked++;
    const { client } = await this.nodes.ofStream(streamId);
    const reply = await client.hls(streamId, name, queryOf(directives));
    if (reply.status !== 200) throw new DomainError(FAILURES[reply.status]);
    const file = new HlsFile(reply);
    if (reply.isImmutable) this.keep(key, file);
    return file;
  }

  /** The oldest go first: players are at the end of a broadcast, and what they want again they want soon. */
  private keep(key: string, file: HlsFile): void {
    this.dropOld();
    this.kept.set(key, file);
    this.bytes += file.bytes;
    for (const [oldest, { bytes }] of this.kept) {
      if (this.bytes <= MAX_KEPT_BYTES) return;
      this.kept.delete(oldest);
      this.bytes -= bytes;
    }
  }

  private dropOld(): void {
    const now = Date.now();
    for (const [key, { until, pending }] of this.passing) {
      if (!pending && until + OLD_MS <= now) this.passing.delete(key);
    }
  }
}

const FAILURES = { 400: 'request.invalid', 404: 'file.not_found', 503: 'server.unavailable' } as const;

/** Of a file with what is asked of it. */
export const hlsFileKey = (streamId: number, name: string, { msn, part, skip }: HlsDirectives): string =>
  `${streamId}/${name}?${msn}.${part}.${skip}`;

const queryOf = ({ msn, part, skip }: HlsDirectives): URLSearchParams => {
  const query = new URLSearchParams();
  if (msn !== '') query.set('_HLS_msn', msn);
  if (part !== '') query.set('_HLS_part', part);
  if (skip !== '') query.set('_HLS_skip', skip);
  return query;
};
