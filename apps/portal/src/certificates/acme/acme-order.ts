import * as acme from 'acme-client';
import type { NetGuard } from '#libs/net-guard';
import type { DnsProvider } from './dns-provider.js';

export interface AcmeOrderOptions {
  guard: NetGuard;
  dns: DnsProvider;
  directoryUrl: string;
  /** PEM. */
  accountKey: string;
  email: string | undefined;
  /** How long records take to be seen everywhere. */
  propagationMs: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 30_000;

/** A key for an account, or for a certificate. */
export const newAcmeKey = async (): Promise<string> => (await acme.crypto.createPrivateEcdsaKey('P-256')).toString();

/** Orders a certificate for the names (RFC 8555), which are proved by DNS records. Takes minutes. */
export const orderCertificate = async (
  hosts: string[],
  keyPem: string,
  { guard, dns, directoryUrl, accountKey, email, propagationMs }: AcmeOrderOptions,
): Promise<string> => {
  // The library's one HTTP client: what it sends goes where everything outgoing goes.
  acme.axios.defaults.adapter = guardedAdapter(guard);
  const client = new acme.Client({ directoryUrl, accountKey });
  const [, csr] = await acme.crypto.createCsr({ commonName: hosts[0]!, altNames: hosts }, keyPem);
  return client.auto({
    csr,
    ...(email !== undefined && { email }),
    termsOfServiceAgreed: true,
    skipChallengeVerification: true,
    challengePriority: ['dns-01'],
    challengeCreateFn: async ({ identifier }, _challenge, keyAuthorization) => {
      await dns.write(recordOf(identifier.value), keyAuthorization);
      await new Promise((resolve) => setTimeout(resolve, propagationMs));
    },
    challengeRemoveFn: ({ identifier }, _challenge, keyAuthorization) =>
      dns.remove(recordOf(identifier.value), keyAuthorization),
  });
};

/** RFC 8555 §8.4. */
const recordOf = (domain: string): string => `_acme-challenge.${domain}`;

type Adapter = Extract<typeof acme.axios.defaults.adapter, (...args: never[]) => unknown>;

const guardedAdapter =
  (guard: NetGuard): Adapter =>
  async (config) => {
    const response = await guard.fetch(config.url!, {
      scope: 'outbound',
      method: (config.method ?? 'get').toUpperCase(),
      headers: Object.fromEntries(
        Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
      ),
      ...(config.data !== undefined && { body: config.data as string }),
      timeoutMs: TIMEOUT_MS,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      data: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
      config,
      request: undefined,
    };
  };
