const STATEMENT = 'Register a portal lease';

export interface SiweRequest {
  /** Host (and port) of the request that asked for the challenge. */
  domain: string;
  /** EIP-55. */
  address: string;
  uri: string;
  /** At least 8 letters or digits. */
  nonce: string;
  requestId: string;
  issuedAt: Date;
  expiresAt: Date;
}

/** The text a client signs to prove its address (EIP-4361), in the field order of its ABNF; whole seconds. */
export function siweMessage({ domain, address, uri, nonce, requestId, issuedAt, expiresAt }: SiweRequest): string {
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    STATEMENT,
    '',
    `URI: ${uri}`,
    'Version: 1',
    'Chain ID: 1',
    `Nonce: ${nonce}`,
    `Issued At: ${wholeSeconds(issuedAt)}`,
    `Expiration Time: ${wholeSeconds(expiresAt)}`,
    `Request ID: ${requestId}`,
  ].join('\n');
}

const wholeSeconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
