export interface RateLimit {
  points: number;
  /** Fixed window, from the first request on. */
  seconds: number;
}

/** Who may ask how often, one bucket a row; A's table, plus the web app's own bucket. */
export const RATE_LIMITS = {
  /** Authentication endpoints, an address. */
  auth: { points: 10, seconds: 60 },
  /** Password attempts on one account from devices it has not been used on. */
  account: { points: 10, seconds: 60 },
  /** An API key, a bearer token or an anonymous address. */
  general: { points: 60, seconds: 60 },
  /** A browser signed in by cookie: the web app would starve itself on `general`. */
  web: { points: 600, seconds: 60 },
  /** Images uploaded for chat, a user. */
  uploads: { points: 60, seconds: 3600 },
  /** Pages fetched for link previews, a user; what is known already does not count. */
  previews: { points: 30, seconds: 60 },
  /** WebSocket upgrades, an address, before anything else is known. */
  upgrades: { points: 120, seconds: 60 },
  /** What players ask for beside the files of a broadcast, an address. */
  playback: { points: 1200, seconds: 60 },
  /** WHIP and WHEP, an address. */
  webrtc: { points: 300, seconds: 60 },
  /** Announcements of relays, an address. */
  announce: { points: 60, seconds: 60 },
  /** Payments to verify or to settle, an address. */
  payments: { points: 120, seconds: 60 },
  /** Searches of a user. */
  search: { points: 10, seconds: 60 },
  /** Messages of a user in chat. */
  chat: { points: 5, seconds: 5 },
} as const satisfies Record<string, RateLimit>;

export type RateBucket = keyof typeof RATE_LIMITS;
