import type { Negotiate } from './webrtc-crowd.js';

const H264 = { payloadType: 108, parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f' };

/** With a WHEP server on this host. */
export const byWhep =
  (address: string): Negotiate =>
  async (native, connection, watch) => {
    const media = new native.Video('v', 'RecvOnly');
    media.addH264Codec(H264.payloadType, H264.parameters);
    watch(connection.addTrack(media));
    connection.setLocalDescription('offer');
    const answer = await post(address, withoutCandidates(connection.localDescription()!.sdp));
    const [candidate] = /candidate:.* typ host/.exec(answer)!;
    connection.setRemoteDescription(withoutCandidates(answer), 'answer');
    connection.addRemoteCandidate(candidate, 'v');
  };

const post = async (address: string, offer: string): Promise<string> => {
  const headers = { 'content-type': 'application/sdp' };
  const response = await fetch(address, { method: 'POST', headers, body: offer });
  const answer = await response.text();
  if (!response.ok) throw new Error(`a viewer was refused: ${response.status} ${answer}`);
  return answer;
};

const withoutCandidates = (sdp: string): string => sdp.replaceAll(/^a=(candidate|end-of).*\r\n/gm, '');
