import { toApiError } from '../../../shared/api/api-error.js';
import { iceServersOf } from './ice-server-links.js';

/** H.264 is what every viewer's browser plays and what the portal records without converting. */
const WANTED_VIDEO = 'video/H264';

export interface WhipOptions {
  /** Of the stream; the cookie says that it is its owner's. */
  endpoint: string;
  media: MediaStream;
  /** The upper limit of the picture. */
  maxVideoBitsPerSecond: number;
  connect?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** One session of a publisher by WHIP (RFC 9725): one offer, one answer, and `DELETE` at the end. */
export class WhipSession {
  private constructor(
    readonly connection: RTCPeerConnection,
    /** Of the session's own resource. */
    private readonly location: string,
  ) {}

  /**
   * The offer goes out before candidates are gathered: the portal learns a publisher's address from its first packet,
   * so none need to be trickled, and its answer may name the ICE servers to gather with (RFC 9725 §4.6).
   * @throws ApiError what the portal answered; TypeError when it could not be reached
   */
  static async open({ endpoint, media, maxVideoBitsPerSecond, connect = newConnection }: WhipOptions) {
    const connection = connect({ bundlePolicy: 'max-bundle' });
    try {
      for (const track of media.getTracks()) {
        const transceiver = connection.addTransceiver(track, { direction: 'sendonly', streams: [media] });
        if (track.kind === 'video') preferH264(transceiver);
      }
      const offer = await connection.createOffer();
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp' },
        body: offer.sdp ?? '',
      });
      if (!response.ok) throw await toApiError(response);
      const session = new WhipSession(connection, locationOf(response, endpoint));
      await session.accept(offer, response, maxVideoBitsPerSecond);
      return session;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Sends another camera or microphone from now on, without a new session. */
  async replace(track: MediaStreamTrack): Promise<void> {
    const sender = this.connection.getSenders().find((one) => one.track?.kind === track.kind);
    await sender?.replaceTrack(track);
  }

  /**
   * The portal then waits as long for the publisher as after any loss. Best effort: without `DELETE` it notices the
   * silence. Never rejects.
   */
  async end(): Promise<void> {
    // First: a closed connection ends the session, and there would be nothing left to delete.
    await fetch(this.location, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    this.connection.close();
  }

  private async accept(offer: RTCSessionDescriptionInit, response: Response, maxBitrate: number): Promise<void> {
    try {
      const iceServers = iceServersOf(response.headers.get('link'));
      if (iceServers.length > 0) this.connection.setConfiguration({ bundlePolicy: 'max-bundle', iceServers });
      await this.connection.setLocalDescription(offer);
      await this.connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
      await limitVideo(this.connection, maxBitrate);
    } catch (error) {
      // The portal has a session by now that nothing would ever arrive in.
      await this.end();
      throw error;
    }
  }
}

const newConnection = (configuration: RTCConfiguration): RTCPeerConnection => new RTCPeerConnection(configuration);

const preferH264 = (transceiver: RTCRtpTransceiver): void => {
  const codecs = globalThis.RTCRtpSender?.getCapabilities('video')?.codecs ?? [];
  const wanted = codecs.filter(({ mimeType }) => mimeType === WANTED_VIDEO);
  // The rest stays in the list: retransmission is a codec there too.
  const others = codecs.filter(({ mimeType }) => mimeType !== WANTED_VIDEO);
  if (wanted.length > 0) transceiver.setCodecPreferences([...wanted, ...others]);
};

const limitVideo = async (connection: RTCPeerConnection, maxBitrate: number): Promise<void> => {
  const sender = connection.getSenders().find(({ track }) => track?.kind === 'video');
  if (!sender) return;
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.maxBitrate = maxBitrate;
  await sender.setParameters(parameters);
};

const locationOf = (response: Response, endpoint: string): string => {
  const base = new URL(endpoint, response.url || globalThis.location?.href);
  return new URL(response.headers.get('location') ?? '', base).href;
};
