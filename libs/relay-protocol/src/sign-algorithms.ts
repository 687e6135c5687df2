export type SignHash = 'sha256' | 'sha384' | 'sha512';

export interface SignScheme {
  kind: 'ecdsa' | 'pkcs1' | 'pss';
  hash: SignHash;
  digestBytes: number;
}

/** What `/v1/sign` may be asked for. Ed25519 has no place: it signs messages, not digests. */
export const SIGN_ALGORITHMS = {
  ECDSA_SHA256: { kind: 'ecdsa', hash: 'sha256', digestBytes: 32 },
  ECDSA_SHA384: { kind: 'ecdsa', hash: 'sha384', digestBytes: 48 },
  ECDSA_SHA512: { kind: 'ecdsa', hash: 'sha512', digestBytes: 64 },
  RSA_PKCS1V15_SHA256: { kind: 'pkcs1', hash: 'sha256', digestBytes: 32 },
  RSA_PKCS1V15_SHA384: { kind: 'pkcs1', hash: 'sha384', digestBytes: 48 },
  RSA_PKCS1V15_SHA512: { kind: 'pkcs1', hash: 'sha512', digestBytes: 64 },
  RSA_PSS_SHA256: { kind: 'pss', hash: 'sha256', digestBytes: 32 },
  RSA_PSS_SHA384: { kind: 'pss', hash: 'sha384', digestBytes: 48 },
  RSA_PSS_SHA512: { kind: 'pss', hash: 'sha512', digestBytes: 64 },
} as const satisfies Record<string, SignScheme>;

export type SignAlgorithm = keyof typeof SIGN_ALGORITHMS;

/** One kind of key; `sign` gets digests of the right length and throws ProtocolError invalid_request if it cannot. */
export interface DigestSigning {
  sign(scheme: SignScheme, digest: Buffer): Buffer;
}
