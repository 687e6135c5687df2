import { defineEvent } from '#libs/events';

/** Sockets opened with the credential must close. */
export interface CredentialRevocation {
  user_id: number;
  /** As `credentialKey` writes it (`session:…`, `api-key:…`); null for all of the user's sessions but `except`. */
  credential: string | null;
  except: string | null;
}

export const CredentialRevoked = defineEvent<CredentialRevocation>('auth.credential_revoked');

/** Signing in takes a second factor from now on, or none. */
export const TwoFactorChanged = defineEvent<{ user_id: number; enabled: boolean }>('auth.two_factor_changed');

/** The list of sign-ins or of keys of a user is another one. */
export const TokensChanged = defineEvent<{ user_id: number }>('auth.tokens_changed');
