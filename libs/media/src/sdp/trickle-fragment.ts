import { type IceCandidate, parseCandidate } from './ice-candidate.js';
import { SdpError } from './session-description.js';

/** The body of a PATCH, application/trickle-ice-sdpfrag (RFC 8840 §9, RFC 9725 §4.3). */
export interface TrickleFragment {
  /** Null where the fragment names no credentials. */
  ufrag: string | null;
  candidates: IceCandidate[];
  /** No more will come. */
  isLast: boolean;
}

const MAX_BYTES = 16 * 1024;
const MAX_CANDIDATES = 32;

/** @throws SdpError */
export const parseTrickleFragment = (text: string): TrickleFragment => {
  if (text.length > MAX_BYTES) throw new SdpError('The fragment is too long.');
  const fragment: TrickleFragment = { ufrag: null, candidates: [], isLast: false };
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('m=')) continue;
    const [, name, value = ''] = /^a=([\w-]+)(?::(.*))?$/.exec(line) ?? [];
    if (name === undefined) throw new SdpError('A line of the fragment is malformed.');
    if (name === 'ice-ufrag') fragment.ufrag ??= value;
    if (name === 'end-of-candidates') fragment.isLast = true;
    const candidate = name === 'candidate' && parseCandidate(value);
    if (candidate && fragment.candidates.length < MAX_CANDIDATES) fragment.candidates.push(candidate);
  }
  return fragment;
};
