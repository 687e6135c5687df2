/** Limits both sides know. Lengths are UTF-16 units after trimming unless the name says bytes. */
export const LIMITS = {
  username: { min: 3, max: 32 },
  password: { min: 8, max: 256 },
  nickname: { min: 2, max: 32 },
  statusMessage: 100,
  keyName: 100,
  connectionName: 100,
  host: 255,
  connectionsPerUser: 500,
  apiKeysPerUser: 100,
  sshKeysPerUser: 100,
  passkeysPerUser: 25,
  channelName: 64,
  channelDescription: 500,
  groupName: 100,
  message: 4000,
  /** Participants of a conversation. */
  participants: 10,
  poll: { question: 500, option: 200, minOptions: 2, maxOptions: 10, maxMinutes: 7 * 24 * 60 },
  /** How long an author may edit a message. */
  editWindowMs: 5 * 60_000,
  nonce: 64,
  emoji: 64,
  /** An uploaded image. */
  imageBytes: 5 * 1024 * 1024,
  search: { minQuery: 2, maxQuery: 200 },
  streamTitle: 200,
  streamDescription: 5000,
  streamsPerUser: 50,
  relaysPerStream: 10,
  relayName: 100,
  /** An uploaded thumbnail. */
  thumbnailBytes: 2 * 1024 * 1024,
  /** A session description of WHIP or WHEP. */
  sdpBytes: 64 * 1024,
  archiveFiles: 500,
  /** A text file that is read or written through the API. */
  textFileBytes: 5 * 1024 * 1024,
  /** Largest JSON frame a client may send on a frame road. */
  frameBytes: 64 * 1024,
  /** Largest binary message a client may send on a byte road. */
  byteMessageBytes: 1024 * 1024,
  /** REST bodies without a file. */
  bodyBytes: 1024 * 1024,
  terminalCols: { min: 2, max: 1000 },
  terminalRows: { min: 2, max: 500 },
} as const;
