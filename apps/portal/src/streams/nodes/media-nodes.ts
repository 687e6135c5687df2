import type { MediaCapabilities } from './media-node.entity.js';
import type { MediaClient } from './media-client.js';

/** The media processes of the installation. */
export abstract class MediaNodes {
  /** Where the stream is on the air. @throws DomainError stream.offline */
  abstract ofStream(streamId: number): Promise<{ nodeId: string; client: MediaClient }>;
  /** By the id in a WHIP or WHEP resource. @throws DomainError webrtc.session_not_found */
  abstract ofId(nodeId: string): Promise<MediaClient>;
  /** For a new publisher: one that is alive, the same for all processes while it lives. @throws DomainError server.unavailable */
  abstract any(): Promise<{ nodeId: string; client: MediaClient }>;
  /** Where publishers connect and what can be done; null when no node is alive. */
  abstract capabilities(): Promise<MediaCapabilities | null>;
}
