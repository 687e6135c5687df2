/** The numbers of TLS 1.3 this server speaks (RFC 8446 §4, §5, appendix B). */

export const VERSION = { ssl3: 0x0300, tls12: 0x0303, tls13: 0x0304 } as const;

export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export const HANDSHAKE = {
  clientHello: 1,
  serverHello: 2,
  encryptedExtensions: 8,
  certificate: 11,
  certificateVerify: 15,
  finished: 20,
  keyUpdate: 24,
  messageHash: 254,
} as const;

export const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  keyShare: 51,
} as const;

export const KEY_UPDATE = { notRequested: 0, requested: 1 } as const;

export const RECORD_HEADER_BYTES = 5;
/** type (1) ‖ length (3) */
export const MESSAGE_HEADER_BYTES = 4;
export const MAX_PLAINTEXT_BYTES = 1 << 14;
/** Plaintext, its type, padding and the tag (§5.2). */
export const MAX_CIPHERTEXT_BYTES = MAX_PLAINTEXT_BYTES + 256;
