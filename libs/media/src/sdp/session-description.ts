/** One media section, RFC 8866 §5.14. */
export interface MediaDescription {
  /** `audio`, `video`, `application`, … */
  kind: string;
  port: number;
  /** `RTP/AVP`, `UDP/TLS/RTP/SAVPF`, … */
  protocol: string;
  /** Payload types in the sender's order, for RTP. */
  formats: number[];
  attributes: Attribute[];
}

export interface Attribute {
  name: string;
  /** Empty for an attribute that is only a name. */
  value: string;
}

export interface SessionDescription {
  attributes: Attribute[];
  media: MediaDescription[];
}

/** What `a=rtpmap` says of one payload type. */
export interface RtpMap {
  payloadType: number;
  /** In upper case: `H264`, `OPUS`, `MPEG4-GENERIC`. */
  encoding: string;
  clockRate: number;
  channels: number;
}

/** The description cannot be used; `message` is a sentence for whoever sent it. */
export class SdpError extends Error {}

export const MAX_SDP_BYTES = 64 * 1024;
const MAX_LINE_CHARACTERS = 4096;
const MAX_MEDIA = 16;
const MAX_ATTRIBUTES = 2048;
/** Tab and what can be seen; nothing of this is in need of more. */
const LINE = /^[a-z]=[\t\x20-\x7e\x80-\uffff]*$/;

/** @throws SdpError */
export const parseSdp = (text: string): SessionDescription => {
  if (text.length > MAX_SDP_BYTES) throw new SdpError('The description is too long.');
  const session: SessionDescription = { attributes: [], media: [] };
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') throw new SdpError('The description does not begin with v=0.');
  let count = 0;
  for (const line of lines) {
    if (line.length > MAX_LINE_CHARACTERS || !LINE.test(line))
      throw new SdpError('A line of the description is malformed.');
    if (line.startsWith('m=')) session.media.push(parseMediaLine(line.slice(2)));
    if (session.media.length > MAX_MEDIA) throw new SdpError('The description has too many media.');
    if (!line.startsWith('a=')) continue;
    if (++count > MAX_ATTRIBUTES) throw new SdpError('The description has too many attributes.');
    (session.media.at(-1) ?? session).attributes.push(parseAttribute(line.slice(2)));
  }
  return session;
};

const parseMediaLine = (line: string): MediaDescription => {
  const [, kind, port, protocol, formats] =
    /^(\w{1,32}) (\d{1,5})(?:\/\d+)? ([\w/]{1,64})((?: \S+)+)$/.exec(line) ?? [];
  if (kind === undefined || protocol === undefined || Number(port) > 65_535)
    throw new SdpError('A media line is malformed.');
  const numbers = formats!.trim().split(' ').map(Number);
  return { kind, port: Number(port), protocol, formats: numbers.filter(isPayloadType), attributes: [] };
};

const isPayloadType = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 127;

const parseAttribute = (text: string): Attribute => {
  const colon = text.indexOf(':');
  return colon < 0 ? { name: text, value: '' } : { name: text.slice(0, colon), value: text.slice(colon + 1) };
};

/** The first value of an attribute. */
export const attributeOf = ({ attributes }: { attributes: readonly Attribute[] }, name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name)?.value;

export const attributesOf = ({ attributes }: { attributes: readonly Attribute[] }, name: string): string[] =>
  attributes.filter((attribute) => attribute.name === name).map(({ value }) => value);

/** In the order of the media line; payload types without `a=rtpmap` are left out. */
export const rtpMapsOf = (media: MediaDescription): RtpMap[] => {
  const maps = new Map<number, RtpMap>();
  for (const value of attributesOf(media, 'rtpmap')) {
    const [, payloadType, encoding, clockRate, channels] =
      /^(\d{1,3}) ([\w.-]{1,32})\/(\d{1,7})(?:\/(\d{1,2}))?$/.exec(value) ?? [];
    if (encoding === undefined || Number(clockRate) === 0) continue;
    maps.set(Number(payloadType), {
      payloadType: Number(payloadType),
      encoding: encoding.toUpperCase(),
      clockRate: Number(clockRate),
      channels: Number(channels ?? 1),
    });
  }
  return media.formats.flatMap((format) => maps.get(format) ?? []);
};

/** `a=fmtp` of a payload type as it stands; empty without one. */
export const formatParametersOf = (media: MediaDescription, payloadType: number): string => {
  const prefix = `${payloadType} `;
  return (
    attributesOf(media, 'fmtp')
      .find((value) => value.startsWith(prefix))
      ?.slice(prefix.length)
      .trim() ?? ''
  );
};

/** `a=1;b=2` by name in lower case. */
export const parseParameters = (text: string): Map<string, string> =>
  new Map(
    text.split(';').map((part) => {
      const equals = part.indexOf('=');
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      return [name.trim().toLowerCase(), value.trim()];
    }),
  );
