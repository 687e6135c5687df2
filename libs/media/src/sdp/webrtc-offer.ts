import { type IceCandidate, parseCandidate } from './ice-candidate.js';
import {
  attributeOf,
  attributesOf,
  formatParametersOf,
  type MediaDescription,
  parseSdp,
  type RtpMap,
  rtpMapsOf,
  SdpError,
  type SessionDescription,
} from './session-description.js';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface OfferedCodec extends RtpMap {
  /** `a=fmtp` as it stands; empty without one. */
  parameters: string;
}

export interface OfferedMedia {
  kind: string;
  mid: string;
  direction: Direction;
  codecs: OfferedCodec[];
  /** SSRCs it sends with (RFC 5576). */
  sources: number[];
}

/** What of a WebRTC offer counts here, every value checked. All media share one transport. */
export interface WebRtcOffer {
  ufrag: string;
  password: string;
  fingerprint: string;
  setup: 'actpass' | 'active' | 'passive';
  candidates: IceCandidate[];
  /** In the order of the offer, which an answer must keep. */
  media: OfferedMedia[];
}

const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const MAX_CANDIDATES = 32;
const MAX_SOURCES = 8;
/** `ice-char` of RFC 8839 §5.4. */
const UFRAG = /^[A-Za-z0-9+/]{4,256}$/;
const PASSWORD = /^[A-Za-z0-9+/]{22,256}$/;
const FINGERPRINT = /^sha-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/i;
const MID = /^[\w.+-]{1,32}$/;
const PARAMETERS = /^[\w=;,. :/+-]{0,512}$/;

/** @throws SdpError */
export const parseOffer = (text: string): WebRtcOffer => {
  const session = parseSdp(text);
  const media = session.media.map(readMedia);
  if (media.length === 0) throw new SdpError('The offer has no media.');
  if (new Set(media.map(({ mid }) => mid)).size < media.length)
    throw new SdpError('Two media of the offer share an a=mid.');
  requireOneTransport(session, media);
  const first = session.media[0]!;
  const of = (name: string): string => attributeOf(first, name) ?? attributeOf(session, name) ?? '';
  const setup = /^(actpass|active|passive)$/.exec(of('setup') || 'actpass')?.[1] as WebRtcOffer['setup'] | undefined;
  if (!UFRAG.test(of('ice-ufrag')) || !PASSWORD.test(of('ice-pwd')))
    throw new SdpError('The offer has no valid ICE credentials.');
  if (!FINGERPRINT.test(of('fingerprint'))) throw new SdpError('The offer has no SHA-256 fingerprint.');
  if (!setup) throw new SdpError('The a=setup of the offer cannot be answered.');
  const candidates = attributesOf(first, 'candidate').flatMap((value) => parseCandidate(value) ?? []);
  return {
    ufrag: of('ice-ufrag'),
    password: of('ice-pwd'),
    fingerprint: of('fingerprint'),
    setup,
    candidates: candidates.slice(0, MAX_CANDIDATES),
    media,
  };
};

const readMedia = (media: MediaDescription): OfferedMedia => {
  const mid = attributeOf(media, 'mid') ?? '';
  if (!MID.test(mid)) throw new SdpError('A media of the offer has no valid a=mid.');
  const isRtp = /^(UDP|TCP)\/TLS\/RTP\/SAVPF$/.test(media.protocol);
  const codecs = isRtp ? rtpMapsOf(media) : [];
  return {
    kind: media.kind,
    mid,
    direction: DIRECTIONS.find((direction) => attributeOf(media, direction) === '') ?? 'sendrecv',
    sources: sourcesOf(media),
    codecs: codecs.flatMap((codec) => {
      const parameters = formatParametersOf(media, codec.payloadType);
      return PARAMETERS.test(parameters) ? [{ ...codec, parameters }] : [];
    }),
  };
};

const sourcesOf = (media: MediaDescription): number[] => {
  const sources = attributesOf(media, 'ssrc').map((value) => Number(/^(\d{1,10})(?: |$)/.exec(value)?.[1] ?? '0'));
  return [...new Set(sources)].filter((ssrc) => ssrc > 0 && ssrc < 2 ** 32).slice(0, MAX_SOURCES);
};

/** RFC 9725 §4.4.1 wants all media bundled. */
const requireOneTransport = (session: SessionDescription, media: readonly OfferedMedia[]): void => {
  if (media.length === 1) return;
  const groups = attributesOf(session, 'group').map((group) => group.split(' '));
  const isBundled = groups.some(([name, ...mids]) => name === 'BUNDLE' && media.every(({ mid }) => mids.includes(mid)));
  if (!isBundled) throw new SdpError('The media of the offer are not bundled.');
};
