import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { Passkey } from '../../shared/api/types.js';

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/me/passkeys', { signal }))).passkeys,
});

/**
 * Lets the browser make a passkey and hands it to the portal.
 * @throws Error `NotAllowedError` when the person closes the browser's dialog, `InvalidStateError` for a device that has one
 */
export const addPasskey = async (name: string): Promise<Passkey> => {
  const { challenge_id, ...options } = await body(api.POST('/api/me/passkeys/options'));
  const { startRegistration } = await import('@simplewebauthn/browser');
  const response = await startRegistration({
    optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
  });
  return body(api.POST('/api/me/passkeys', { body: { challenge_id, name, response: { ...response } } }));
};
