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
  /** Largest JSON frame a client may send on a frame road. */
  frameBytes: 64 * 1024,
  /** Largest binary message a client may send on a byte road. */
  byteMessageBytes: 1024 * 1024,
  /** REST bodies without a file. */
  bodyBytes: 1024 * 1024,
  terminalCols: { min: 2, max: 1000 },
  terminalRows: { min: 2, max: 500 },
} as const;
