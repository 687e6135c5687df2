/**
 * The live road (Socket.IO on `/socket.io`, server → web app only): event `live` with one of these. The server joins
 * a socket to the rooms of its principal; the client subscribes to nothing.
 */
export type LiveFrame =
  | { topic: 'sessions.changed'; data: { user_id: number } }
  | { topic: 'connections.changed'; data: { id: string } }
  | { topic: 'services.changed'; data: Record<string, never> }
  | { topic: 'settings.changed'; data: Record<string, never> }
  | { topic: 'users.changed'; data: { id: number } }
  | { topic: 'tokens.changed'; data: Record<string, never> }
  | { topic: 'notifications.changed'; data: { unread_count: number } }
  | { topic: 'streams.changed'; data: Record<string, never> }
  | { topic: 'stream.viewers'; data: { id: number; viewer_count: number } }
  | {
      topic: 'hostkey.pinned';
      data: { connection_id: string | null; host: string; port: number; fingerprint: string };
    };

export type LiveTopic = LiveFrame['topic'];
