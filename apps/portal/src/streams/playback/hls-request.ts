import { type HlsDirectives, NO_DIRECTIVES } from './hls-files.js';

/** Of a file: the key, its name, the query. */
const ADDRESS = /^\/api\/stream\/([\w-]+)\/hls\/(\w[\w.-]{0,127})(?:\?(.*))?$/;
const MAX_DIRECTIVE_CHARS = 20;

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
  const parts = ADDRESS.exec(url);
  if (!parts) return undefined;
  const [, key = '', file = '', query = ''] = parts;
  return {
    key,
    file,
    pass: valueOf(query, 'v='),
    share: valueOf(query, 'share='),
    directives: query.includes('_HLS_') ? readDirectives(query) : NO_DIRECTIVES,
  };
};

const readDirectives = (query: string): HlsDirectives => ({
  msn: valueOf(query, '_HLS_msn=').slice(0, MAX_DIRECTIVE_CHARS),
  part: valueOf(query, '_HLS_part=').slice(0, MAX_DIRECTIVE_CHARS),
  skip: valueOf(query, '_HLS_skip=').slice(0, MAX_DIRECTIVE_CHARS),
});

/** As it is written; of a name that comes twice, the first. */
const valueOf = (query: string, name: string): string => {
  let at = query.indexOf(name);
  while (at > 0 && query[at - 1] !== '&') at = query.indexOf(name, at + 1);
  if (at < 0) return '';
  const end = query.indexOf('&', at);
  return query.slice(at + name.length, end < 0 ? undefined : end);
};
