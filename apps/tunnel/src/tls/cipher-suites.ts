export interface CipherSuite {
  id: number;
  /** As RFC 8446 appendix B.4 writes it. */
  name: string;
  /** As OpenSSL writes it. */
  aead: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  keyBytes: number;
  hash: 'sha256' | 'sha384';
  hashBytes: number;
}

const AES_128: CipherSuite = {
  id: 0x1301,
  name: 'TLS_AES_128_GCM_SHA256',
  aead: 'aes-128-gcm',
  keyBytes: 16,
  hash: 'sha256',
  hashBytes: 32,
};
const AES_256: CipherSuite = {
  id: 0x1302,
  name: 'TLS_AES_256_GCM_SHA384',
  aead: 'aes-256-gcm',
  keyBytes: 32,
  hash: 'sha384',
  hashBytes: 48,
};
const CHACHA20: CipherSuite = {
  id: 0x1303,
  name: 'TLS_CHACHA20_POLY1305_SHA256',
  aead: 'chacha20-poly1305',
  keyBytes: 32,
  hash: 'sha256',
  hashBytes: 32,
};

export const CIPHER_SUITES: readonly CipherSuite[] = [AES_128, AES_256, CHACHA20];

/** Our order; but a client without AES in hardware says so by naming ChaCha20 first, and is the slower end. */
export const chooseCipherSuite = (offered: readonly number[]): CipherSuite | undefined => {
  const first = offered.find((id) => CIPHER_SUITES.some((suite) => suite.id === id));
  return first === CHACHA20.id ? CHACHA20 : CIPHER_SUITES.find((suite) => offered.includes(suite.id));
};
