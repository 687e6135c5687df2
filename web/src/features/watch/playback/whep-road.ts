import { toApiError } from '../../../shared/api/api-error.js';
import { iceServersOf } from '../../streams/studio/ice-server-links.js';
import { Rate } from './rate.js';
import type { Degradation, Figures, Road, RoadEvents } from './road.js';

interface WhepOptions extends RoadEvents {
  /** Of the stream, with what a link to it carries. */
  endpoint: string;
  video: HTMLVideoElement;
  connect?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** A viewer's session by WHEP: one offer, one answer, `DELETE` at the end. */
export class WhepRoad implements Road {
  readonly kind = 'webrtc';
  private connection: RTCPeerConnection | undefined;
  /** Of the session's own resource. */
  private location: string | undefined;
  private media: MediaStream | undefined;
  private isClosed = false;
  private readonly bitrate = new Rate();

  constructor(private readonly options: WhepOptions) {}

  /**
   * The offer goes out before candidates are gathered: the portal learns a viewer's address from its first packet, and
   * its answer may name the ICE servers to gather with.
   */
  async open(): Promise<Degradation | undefined> {
    const { endpoint, video, connect = newConnection } = this.options;
    const connection = connect({ bundlePolicy: 'max-bundle' });
    this.connection = connection;
    const media = new MediaStream();
    connection.ontrack = ({ track }) => media.addTrack(track);
    connection.onconnectionstatechange = () => this.onChange();
    connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver('audio', { direction: 'recvonly' });
    const offer = await connection.createOffer();
    const headers = { 'content-type': 'application/sdp' };
    const response = await fetch(endpoint, { method: 'POST', headers, body: offer.sdp ?? '' });
    if (!response.ok) throw await toApiError(response);
    this.location = locationOf(response, endpoint);
    // Meanwhile somebody may have gone: then the portal learns of it at once.
    if (this.isClosed) return void (await this.end());
    const iceServers = iceServersOf(response.headers.get('link'));
    if (iceServers.length > 0) connection.setConfiguration({ bundlePolicy: 'max-bundle', iceServers });
    await connection.setLocalDescription(offer);
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    this.media = media;
    video.srcObject = media;
    return degradationOf(response.headers.get('x-webrtc-degraded'));
  }

  async progress(): Promise<number> {
    const { video, audio } = await this.inbound();
    // What has a picture stands still without new ones, whatever is heard.
    return video?.framesDecoded || (audio?.packetsReceived ?? 0);
  }

  async figures(): Promise<Figures> {
    const { video, audio, roundTrip } = await this.inbound();
    const bytes = (video?.bytesReceived ?? 0) + (audio?.bytesReceived ?? 0);
    const at = (video ?? audio)?.timestamp;
    const bytesASecond = at === undefined ? undefined : this.bitrate.of(bytes, at);
    return {
      width: video?.frameWidth,
      height: video?.frameHeight,
      fps: video?.framesPerSecond,
      bitrate: bytesASecond === undefined ? undefined : bytesASecond * 8,
      dropped: video?.framesDropped,
      latency: latencyOf(video ?? audio, roundTrip),
    };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const { connection } = this;
    // Before the connection goes, or the element waits for it.
    if (this.media && this.options.video.srcObject === this.media) this.options.video.srcObject = null;
    if (connection) connection.onconnectionstatechange = connection.ontrack = null;
    if (!this.location) return void connection?.close();
    const ended = this.end();
    // A connection that is closed ends the session, and there would be nothing left to delete.
    if (connection?.connectionState === 'connected') void ended.then(() => connection.close());
    else connection?.close();
  }

  private onChange(): void {
    if (this.connection?.connectionState === 'failed') this.options.onLost();
  }

  /** Best effort: without it the portal notices the silence. */
  private async end(): Promise<void> {
    const { location } = this;
    this.location = undefined;
    if (location) await fetch(location, { method: 'DELETE', keepalive: true }).catch(() => undefined);
  }

  private async inbound(): Promise<{ video?: Inbound; audio?: Inbound; roundTrip: number }> {
    const found: { video?: Inbound; audio?: Inbound; roundTrip: number } = { roundTrip: 0 };
    if (!this.connection || this.isClosed) return found;
    for (const stats of (await this.connection.getStats()).values()) {
      if (stats.type === 'inbound-rtp') found[stats.kind as 'video' | 'audio'] = stats as Inbound;
      else if (stats.type === 'candidate-pair' && stats.nominated) found.roundTrip = stats.currentRoundTripTime ?? 0;
    }
    return found;
  }
}

type Inbound = RTCInboundRtpStreamStats;

const newConnection = (configuration: RTCConfiguration): RTCPeerConnection => new RTCPeerConnection(configuration);

/** Half the way there and back, and the time a frame waits to be shown. */
const latencyOf = (stats: Inbound | undefined, roundTrip: number): number | undefined => {
  if (!stats?.jitterBufferEmittedCount) return undefined;
  return (roundTrip / 2 + (stats.jitterBufferDelay ?? 0) / stats.jitterBufferEmittedCount) * 1000;
};

const degradationOf = (header: string | null): Degradation | undefined =>
  header === 'b-frames' || header === 'no-audio' ? header : undefined;

const locationOf = (response: Response, endpoint: string): string => {
  const base = new URL(endpoint, response.url || globalThis.location?.href);
  return new URL(response.headers.get('location') ?? '', base).href;
};
