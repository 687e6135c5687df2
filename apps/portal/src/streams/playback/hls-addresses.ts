import { hlsFileKey } from './hls-files.js';
import { type HlsRequest, readHlsUrl } from './hls-request.js';

const MAX_KEPT = 10_000;

/** What an address means, whoever may use it. */
export interface HlsAddress {
  readonly request: HlsRequest;
  /** The stream it last led to, and the file's key in memory. */
  readonly streamId: number;
  readonly fileKey: string;
}

/** Addresses that are asked for again: a playlist by its player, a part by all who watch. Taking one apart takes longer than to find it. */
export class HlsAddresses {
  private readonly kept = new Map<string, HlsAddress>();

  find(url: string): HlsAddress | undefined {
    return this.kept.get(url);
  }

  /** Of a file that was answered. */
  keep(url: string, streamId: number): void {
    // Not a slice of the request, which it would keep in memory.
    const own = Buffer.from(url, 'latin1').toString('latin1');
    const request = readHlsUrl(own);
    if (!request) return;
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(own, { request, streamId, fileKey: hlsFileKey(streamId, request.file, request.directives) });
  }
}
