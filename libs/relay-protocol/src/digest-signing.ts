import type { KeyObject } from 'node:crypto';
import { EcdsaDigestSigner } from './ecdsa-digest.js';
import { ProtocolError } from './relay-error.js';
import { RsaDigestSigner } from './rsa-digest.js';
import { type DigestSigning, SIGN_ALGORITHMS, type SignAlgorithm } from './sign-algorithms.js';

/** Signs what somebody else hashed, which Node's own `crypto.sign` cannot: it always hashes itself. */
export class DigestSigner {
  private readonly signing: DigestSigning;

  /** @throws ProtocolError feature_unavailable — neither RSA nor ECDSA on P-256, P-384 or P-521 */
  constructor(privateKey: KeyObject) {
    if (privateKey.asymmetricKeyType === 'ec') this.signing = new EcdsaDigestSigner(privateKey);
    else if (privateKey.asymmetricKeyType === 'rsa') this.signing = new RsaDigestSigner(privateKey);
    else throw new ProtocolError('feature_unavailable', 'keys of this kind cannot sign digests');
  }

  /**
   * ECDSA: DER. RSA: as long as the modulus.
   * @throws ProtocolError invalid_request — wrong digest length, or an algorithm of another kind of key
   */
  sign(algorithm: SignAlgorithm, digest: Buffer): Buffer {
    const scheme = SIGN_ALGORITHMS[algorithm];
    if (digest.length !== scheme.digestBytes) throw new ProtocolError('invalid_request', 'digest has a wrong length');
    return this.signing.sign(scheme, digest);
  }
}
