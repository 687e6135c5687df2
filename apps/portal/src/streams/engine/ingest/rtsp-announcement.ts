import { DomainError } from '#libs/contracts';
import {
  aacTrack,
  attributeOf,
  formatParametersOf,
  type MediaDescription,
  opusTrack,
  parseAudioSpecificConfig,
  parseParameters,
  parseSdp,
  type RtpMap,
  rtpMapsOf,
  type RtpTimeline,
  type TrackKind,
} from '#libs/media';
import type { Publication } from '../publishing.js';
import { RtpAacTrack, RtpOpusTrack, type RtpTrack, RtpVideoTrack } from './rtp-tracks.js';

/** A track of an ANNOUNCE that can be taken. */
export interface AnnouncedTrack {
  kind: TrackKind;
  /** As in `a=control`; the end of the address of its SETUP. */
  control: string;
  payloadType: number;
  open(timeline: RtpTimeline, publication: Publication): RtpTrack;
}

type Opener = AnnouncedTrack['open'];

/**
 * At most one track of a kind.
 * @throws SdpError, MalformedMedia
 * @throws DomainError stream.unsupported
 */
export const readAnnouncement = (body: string): AnnouncedTrack[] => {
  const { media } = parseSdp(body);
  const tracks = media.map(readTrack);
  const isSupported = tracks.length > 0 && new Set(tracks.map(({ kind }) => kind)).size === tracks.length;
  if (!isSupported)
    throw new DomainError('stream.unsupported', { text: 'One video and one audio track can be published.' });
  return tracks;
};

const readTrack = (media: MediaDescription): AnnouncedTrack => {
  const map = rtpMapsOf(media)[0];
  const parameters = parseParameters(map ? formatParametersOf(media, map.payloadType) : '');
  const open = map && openerOf(map, parameters);
  const kind = media.kind === 'video' || media.kind === 'audio' ? media.kind : undefined;
  if (!open || !kind)
    throw new DomainError('stream.unsupported', { text: 'Publish H.264 or HEVC video, and AAC or Opus audio.' });
  return { kind, control: attributeOf(media, 'control') ?? '', payloadType: map.payloadType, open };
};

const openerOf = (map: RtpMap, parameters: ReadonlyMap<string, string>): Opener | undefined => {
  switch (map.encoding) {
    case 'H264':
      return parameters.get('packetization-mode') === '2'
        ? undefined
        : openVideo('h264', map, [parameters.get('sprop-parameter-sets')]);
    case 'H265':
      if ((parameters.get('sprop-max-don-diff') ?? '0') !== '0') return undefined;
      return openVideo(
        'hevc',
        map,
        ['sprop-vps', 'sprop-sps', 'sprop-pps'].map((name) => parameters.get(name)),
      );
    case 'MPEG4-GENERIC':
      return openAac(map, parameters);
    case 'OPUS':
      return (timeline, publication) => new RtpOpusTrack(timeline.addTrack(map.clockRate), publication, opusTrack(2));
    default:
      return undefined;
  }
};

const openVideo = (codec: 'h264' | 'hevc', { clockRate }: RtpMap, sets: (string | undefined)[]): Opener => {
  const parameterSets = sets
    .flatMap((list) => list?.split(',') ?? [])
    .map((set) => Buffer.from(set, 'base64'))
    .filter((set) => set.length > 0);
  return (timeline, publication) =>
    new RtpVideoTrack({ codec, clock: timeline.addTrack(clockRate), parameterSets, mayReorder: true }, publication);
};

/** RFC 3640 §3.3.5 and §3.3.6; other modes put more into their headers. */
const openAac = ({ clockRate }: RtpMap, parameters: ReadonlyMap<string, string>): Opener | undefined => {
  const numberOf = (name: string): number => Number(parameters.get(name) ?? '0');
  if (!/^aac-[hl]br$/i.test(parameters.get('mode') ?? '')) return undefined;
  const track = aacTrack(Buffer.from(parameters.get('config') ?? '', 'hex'));
  const { samplesPerFrame, sampleRate } = parseAudioSpecificConfig(track.config);
  const format = {
    sizeLength: numberOf('sizelength'),
    indexLength: numberOf('indexlength'),
    indexDeltaLength: numberOf('indexdeltalength'),
    frameTicks: Math.round((samplesPerFrame * clockRate) / sampleRate),
  };
  return (timeline, publication) => new RtpAacTrack(timeline.addTrack(clockRate), publication, track, format);
};
