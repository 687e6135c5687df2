/** Who the passkeys are for (WebAuthn Level 3 §4 "Relying Party"). */
export interface RelyingParty {
  /** The host name, which the browser binds the passkey to. */
  id: string;
  origin: string;
}

export const RELYING_PARTY_NAME = 'Open Relay Portal';

export const relyingPartyOf = ({ hostname, origin }: URL): RelyingParty => ({ id: hostname, origin });
