import { Entity } from 'typeorm';
import { RoleNode } from '../../nodes/index.js';

/** A process in the media role. */
@Entity('media_nodes')
export class MediaNode extends RoleNode<MediaCapabilities> {}

export interface MediaCapabilities {
  /** Ports publishers connect to; null where the protocol is off. */
  ports: { rtmp: number | null; rtmps: number | null; rtsps: number | null; webrtc: number | null };
  /** Thumbnails of what is on the air, and audio in browsers where the publisher sends AAC. */
  ffmpeg: boolean;
}
