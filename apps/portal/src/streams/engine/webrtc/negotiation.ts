import { DomainError } from '#libs/contracts';
import {
  type AcceptedMedia,
  chooseH264,
  chooseOpus,
  chooseVideo,
  type Direction,
  type OfferedCodec,
  type OfferedMedia,
  parseOffer,
  SdpError,
  type VideoTrack,
  type WebRtcOffer,
} from '#libs/media';

/** @throws DomainError webrtc.offer_invalid */
export const readOffer = (text: string): WebRtcOffer => {
  try {
    return parseOffer(text);
  } catch (error) {
    if (error instanceof SdpError) throw new DomainError('webrtc.offer_invalid', { text: error.message });
    throw error;
  }
};

/**
 * What of a publisher's offer is taken: the first video and the first audio it sends.
 * @throws DomainError stream.unsupported
 */
export const acceptFromPublisher = (offer: WebRtcOffer): AcceptedMedia[] => {
  const sent = ['sendonly', 'sendrecv'] as const;
  const accepted = inOrder(offer, [
    accept(offer, 'video', sent, (codecs) => chooseH264(codecs)),
    accept(offer, 'audio', sent, (codecs) => withStereo(chooseOpus(codecs))),
  ]);
  if (accepted.length === 0) throw new DomainError('stream.unsupported', { text: 'Offer H.264 video or Opus audio.' });
  return accepted;
};

/**
 * What of a viewer's offer is answered. Audio always, as far as it is offered: it may come later.
 * @throws DomainError stream.unsupported
 */
export const acceptFromViewer = (offer: WebRtcOffer, video: VideoTrack | undefined): AcceptedMedia[] => {
  const received = ['recvonly', 'sendrecv'] as const;
  const accepted = inOrder(offer, [
    video && accept(offer, 'video', received, (codecs) => chooseFor(video, codecs)),
    accept(offer, 'audio', received, (codecs) => withStereo(chooseOpus(codecs))),
  ]);
  if (accepted.length === 0) throw new DomainError('stream.unsupported');
  return accepted;
};

/**
 * As they were offered: the first one carries the transport of all, and browsers that bundle from the beginning refuse
 * an answer that names another (RFC 9143 §7.3.1).
 */
const inOrder = (offer: WebRtcOffer, accepted: readonly (AcceptedMedia | undefined)[]): AcceptedMedia[] =>
  accepted
    .filter((one) => one !== undefined)
    .sort((a, b) => offer.media.indexOf(a.media) - offer.media.indexOf(b.media));

/** Undefined when the kind is not offered at all. */
const accept = (
  offer: WebRtcOffer,
  kind: string,
  directions: readonly Direction[],
  choose: (codecs: OfferedCodec[]) => OfferedCodec | undefined,
): AcceptedMedia | undefined => {
  const isWanted = (offered: OfferedMedia): boolean => offered.kind === kind && directions.includes(offered.direction);
  const media = offer.media.find(isWanted);
  if (!media) return undefined;
  const codec = choose(media.codecs);
  if (!codec) throw new DomainError('stream.unsupported');
  return { media, codec };
};

const chooseFor = ({ codec, config }: VideoTrack, codecs: OfferedCodec[]): OfferedCodec | undefined => {
  if (codec === 'h264') return chooseH264(codecs, config.toString('hex', 1, 2));
  return chooseVideo(codecs, codec === 'hevc' ? 'H265' : 'AV1');
};

/** Both ends send and play mono unless they are told otherwise (RFC 7587 §6.1). */
const withStereo = (codec: OfferedCodec | undefined): OfferedCodec | undefined => {
  if (!codec || /\bstereo=/.test(codec.parameters)) return codec;
  const parameters = [codec.parameters, 'stereo=1', 'sprop-stereo=1'].filter((part) => part !== '').join(';');
  return { ...codec, parameters };
};
