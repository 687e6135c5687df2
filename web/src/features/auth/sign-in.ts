import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api, body } from '../../shared/api/client.js';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import type { SignedIn } from '../../shared/api/types.js';
import { safeReturnPath } from './return-path.js';

export interface Credentials {
  username: string;
  password: string;
  totp_code?: string;
}

/** The answer also sets the session cookie, which is all the web app uses of it. */
export const signIn = (credentials: Credentials): Promise<SignedIn> =>
  body(api.POST('/api/token', { body: credentials }));

/** @throws Error `NotAllowedError` when the person closes the browser's dialog */
export const signInWithPasskey = async (): Promise<SignedIn> => {
  const { challenge_id, ...optionsJSON } = await body(api.POST('/api/auth/passkey/options'));
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const response = await startAuthentication({ optionsJSON: optionsJSON as PublicKeyCredentialRequestOptionsJSON });
  return body(api.POST('/api/auth/passkey/verify', { body: { challenge_id, response: { ...response } } }));
};

export const canUsePasskeys = (): boolean => typeof PublicKeyCredential === 'function';

/** Leaves the sign-in pages for where the person wanted to go. */
export const useEnter = () => {
  const router = useRouter();
  const queries = useQueryClient();
  return (returnTo?: string): void => {
    queries.clear();
    router.history.push(safeReturnPath(returnTo));
  };
};
