import { type IceCandidate, renderCandidate } from './ice-candidate.js';
import type { OfferedCodec, OfferedMedia, WebRtcOffer } from './webrtc-offer.js';

/** What was chosen of one offered media. */
export interface AcceptedMedia {
  media: OfferedMedia;
  codec: OfferedCodec;
}

/**
 * The offer written anew, with only what was accepted, for an engine that parses more than it should have to. Nothing of
 * the sender's text is in it that was not checked by `parseOffer`.
 */
export const renderAcceptedOffer = (offer: WebRtcOffer, accepted: readonly AcceptedMedia[]): string => {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${accepted.map(({ media }) => media.mid).join(' ')}`,
    'a=msid-semantic:WMS *',
  ];
  for (const [index, { media, codec }] of accepted.entries()) {
    const { payloadType, encoding, clockRate, channels, parameters } = codec;
    lines.push(
      `m=${media.kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
      'c=IN IP4 0.0.0.0',
      `a=mid:${media.mid}`,
      `a=${media.direction}`,
      `a=ice-ufrag:${offer.ufrag}`,
      `a=ice-pwd:${offer.password}`,
      'a=ice-options:trickle',
      `a=fingerprint:${offer.fingerprint}`,
      `a=setup:${offer.setup}`,
      'a=rtcp-mux',
      `a=rtpmap:${payloadType} ${encoding}/${clockRate}${channels > 1 ? `/${channels}` : ''}`,
    );
    if (parameters) lines.push(`a=fmtp:${payloadType} ${parameters}`);
    if (media.kind === 'video') lines.push(`a=rtcp-fb:${payloadType} nack`, `a=rtcp-fb:${payloadType} nack pli`);
    // By these the engine knows which packet is of which media.
    lines.push(...media.sources.map((ssrc) => `a=ssrc:${ssrc} cname:peer`));
    if (index === 0) lines.push(...offer.candidates.map((candidate) => `a=${renderCandidate(candidate)}`));
  }
  return `${lines.join('\r\n')}\r\n`;
};

/**
 * The engine's answer as the offer wants it: media that were not accepted stand in their places with port 0 (RFC 3264
 * §6), and `announced` candidates are added to the shared transport.
 */
export const completeAnswer = (answer: string, offer: WebRtcOffer, announced: readonly IceCandidate[]): string => {
  const [head = '', ...sections] = answer.split(/^(?=m=)/m);
  const byMid = new Map(sections.map((section) => [/^a=mid:(.*?)\r?$/m.exec(section)?.[1], section]));
  const first = sections[0];
  const added = announced.map((candidate) => `a=${renderCandidate(candidate)}\r\n`).join('');
  const media = offer.media.map((offered) => {
    const section = byMid.get(offered.mid);
    if (section === undefined) return renderRejected(offered);
    return section === first ? insertCandidates(section, added) : section;
  });
  return head + media.join('');
};

/** Before the end of candidates, if it is said. */
const insertCandidates = (section: string, added: string): string => {
  const end = section.search(/^a=end-of-candidates/m);
  return end < 0 ? section + added : section.slice(0, end) + added + section.slice(end);
};

const renderRejected = ({ kind, mid, codecs }: OfferedMedia): string => {
  const protocol =
    kind === 'application' ? 'UDP/DTLS/SCTP webrtc-datachannel' : `UDP/TLS/RTP/SAVPF ${codecs[0]?.payloadType ?? 0}`;
  return `m=${kind} 0 ${protocol}\r\nc=IN IP4 0.0.0.0\r\na=mid:${mid}\r\na=inactive\r\n`;
};
