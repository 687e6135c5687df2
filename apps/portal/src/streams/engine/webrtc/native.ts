import type { Audio, PeerConnection, Track, Video } from 'node-datachannel';

export type NativeWebRtc = typeof import('node-datachannel').default;
export type NativePeer = PeerConnection;
export type NativeTrack = Track;
export type NativeMedia = Video | Audio;

/** The addon must be loaded in one thread of a process only: a second load crashes it. */
export const loadNativeWebRtc = async (): Promise<NativeWebRtc> => {
  const { default: native } = await import('node-datachannel');
  // Without a callback the addon writes to the terminal.
  native.initLogger('Fatal', () => undefined);
  return native;
};
