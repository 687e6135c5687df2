import { type HlsDirectives, NO_DIRECTIVES } from './hls-files.js';

const PREFIX = '/api/stream/';
const FOLDER = '/hls/';
const MAX_FILE_CHARS = 128;

/** The address of a file of a live stream, taken apart. */
export interface HlsRequest {
  /** `pub_…`, `live_…` or a pass. */
  key: string;
  file: string;
  /** `?v=`: a pass beside the key. */
  pass: string;
  /** `?share=`: what a link carries. */
  share: string;
  directives: HlsDirectives;
}

/** Undefined when the path is none of a file's, or one that only a router can read. */
export const readHlsUrl = (url: string): HlsRequest | undefined => {
  if (!url.startsWith(PREFIX)) return undefined;
  const keyEnd = url.indexOf('/', PREFIX.length);
  if (keyEnd < 0 || !url.startsWith(FOLDER, keyEnd)) return undefined;
  const query = url.indexOf('?', keyEnd);
  const file = url.slice(keyEnd + FOLDER.length, query < 0 ? undefined : query);
  const key = url.slice(PREFIX.length, keyEnd);
  if (!isFileName(file) || !/^[\w-]+$/.test(key)) return undefined;
  return { key, file, ...readQuery(query < 0 ? '' : url.slice(query + 1)) };
};

export const isFileName = (file: string): boolean => file.length <= MAX_FILE_CHARS && /^\w[\w.-]*$/.test(file);

const readQuery = (query: string): Pick<HlsRequest, 'pass' | 'share' | 'directives'> => {
  const found = { pass: '', share: '', directives: NO_DIRECTIVES };
  if (query === '') return found;
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    switch (pair.slice(0, at)) {
      case 'v':
        found.pass = value;
        break;
      case 'share':
        found.share = value;
        break;
      case '_HLS_msn':
        found.directives = { ...found.directives, msn: value.slice(0, 20) };
        break;
      case '_HLS_part':
        found.directives = { ...found.directives, part: value.slice(0, 20) };
        break;
      case '_HLS_skip':
        found.directives = { ...found.directives, skip: value.slice(0, 20) };
        break;
    }
  }
  return found;
};
