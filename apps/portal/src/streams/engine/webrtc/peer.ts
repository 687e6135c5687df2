import { DomainError } from '#libs/contracts';
import {
  type AcceptedMedia,
  completeAnswer,
  type IceCandidate,
  renderAcceptedOffer,
  renderCandidate,
  type WebRtcOffer,
} from '#libs/media';
import type { NativeMedia, NativePeer, NativeTrack, NativeWebRtc } from './native.js';

export interface PeerConfig {
  native: NativeWebRtc;
  /** UDP, shared by all peers. */
  port: number;
  /** Under which addresses we are reached besides our own. */
  announcedIps: readonly string[];
  bindAddress?: string | undefined;
}

/** Of host candidates, below those the engine finds itself. */
const ANNOUNCED_PRIORITY = 2_113_929_471;
const GATHERING_MS = 2000;

/** One WebRTC transport that answers an offer. Nothing a peer sends reaches the native engine unchecked. */
export class Peer {
  isConnected = false;
  private readonly connection: NativePeer;
  private readonly tracks: NativeTrack[] = [];
  private isClosed = false;

  /** `onChange` tells that it is connected, or gone for good. */
  constructor(
    private readonly config: PeerConfig,
    private readonly offer: WebRtcOffer,
    onChange: (state: 'connected' | 'gone') => void,
  ) {
    const { native, port, bindAddress } = config;
    this.connection = new native.PeerConnection('peer', {
      // The engine relays nothing through TURN on a shared port; our public address is announced instead of asked for.
      iceServers: [],
      disableAutoNegotiation: true,
      enableIceUdpMux: true,
      portRangeBegin: port,
      portRangeEnd: port,
      ...(bindAddress !== undefined && { bindAddress }),
    });
    this.connection.onStateChange((state) => {
      if (this.isClosed) return;
      if (state === 'connected') {
        this.isConnected = true;
        onChange('connected');
      } else if (state === 'disconnected' || state === 'failed' || state === 'closed') onChange('gone');
    });
  }

  /** Before `answer`. */
  addTrack(media: NativeMedia): NativeTrack {
    const track = this.connection.addTrack(media);
    this.tracks.push(track);
    return track;
  }

  /** @throws DomainError webrtc.offer_invalid */
  async answer(accepted: readonly AcceptedMedia[]): Promise<string> {
    try {
      this.connection.setRemoteDescription(renderAcceptedOffer(this.offer, accepted), 'offer');
      this.connection.setLocalDescription('answer');
    } catch (cause) {
      throw new DomainError('webrtc.offer_invalid', { cause });
    }
    await this.gathered();
    const answer = this.isClosed ? null : this.connection.localDescription();
    if (!answer) throw new DomainError('webrtc.offer_invalid');
    return completeAnswer(answer.sdp, this.offer, this.announced());
  }

  get ufrag(): string {
    return this.offer.ufrag;
  }

  addCandidates(candidates: readonly IceCandidate[]): void {
    if (this.isClosed) return;
    const mid = this.offer.media[0]?.mid ?? '0';
    for (const candidate of candidates) {
      try {
        this.connection.addRemoteCandidate(renderCandidate(candidate), mid);
      } catch {
        // One that cannot be used; others may.
      }
    }
  }

  /** Idempotent. The engine must not be closed from within its own callbacks. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    setImmediate(() => {
      for (const open of [...this.tracks, this.connection]) {
        try {
          open.close();
        } catch {
          // It has closed itself.
        }
      }
    });
  }

  /** Only our own addresses: there is next to nothing to wait for. */
  private async gathered(): Promise<void> {
    if (this.connection.gatheringState() === 'complete') return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHERING_MS);
      this.connection.onGatheringStateChange((state) => {
        if (state !== 'complete') return;
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private announced(): IceCandidate[] {
    return this.config.announcedIps.map((address, index) => ({
      foundation: `announced${index}`,
      priority: ANNOUNCED_PRIORITY - index,
      address,
      port: this.config.port,
      type: 'host',
    }));
  }
}
