import { parseParameters } from './session-description.js';
import type { OfferedCodec } from './webrtc-offer.js';

/** profile_idc of Baseline, Main and High. */
const BASELINE = '42';

/**
 * The H.264 payload type that suits a stream of `profile` (profile_idc in hexadecimal) best; without one the constrained
 * baseline, which every browser encodes. Only packetization-mode 1 (RFC 6184 §6.3).
 */
export const chooseH264 = (codecs: readonly OfferedCodec[], profile: string = BASELINE): OfferedCodec | undefined => {
  const rank = (codec: OfferedCodec): number => {
    const id = parseParameters(codec.parameters).get('profile-level-id')?.toLowerCase() ?? '420010';
    if (id.startsWith(profile)) return id.startsWith('42e0') ? 0 : 1;
    return id.startsWith('42e0') ? 2 : 3;
  };
  return codecs
    .filter(({ encoding, clockRate, parameters }) => {
      const isWhole = parseParameters(parameters).get('packetization-mode') === '1';
      return encoding === 'H264' && clockRate === 90_000 && isWhole;
    })
    .sort((a, b) => rank(a) - rank(b))[0];
};

/** Opus has one form in RTP, whatever is encoded (RFC 7587 §4.1). */
export const chooseOpus = (codecs: readonly OfferedCodec[]): OfferedCodec | undefined =>
  codecs.find(({ encoding, clockRate, channels }) => encoding === 'OPUS' && clockRate === 48_000 && channels === 2);

/** `H265` or `AV1`. */
export const chooseVideo = (codecs: readonly OfferedCodec[], encoding: string): OfferedCodec | undefined =>
  codecs.find((codec) => codec.encoding === encoding && codec.clockRate === 90_000);
