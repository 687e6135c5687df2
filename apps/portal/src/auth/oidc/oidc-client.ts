import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { NetGuard } from '#libs/net-guard';

/** What has to come back unchanged from the provider. */
export interface OidcChecks {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Whom the provider vouches for. `subject` is never reassigned by the issuer; everything else is only a suggestion. */
export interface OidcPerson {
  issuer: string;
  subject: string;
  names: string[];
  groups: string[];
}

const TIMEOUT_S = 10;
const MAX_BODY_BYTES = 1024 * 1024;

/** The configured OpenID Connect provider: authorization code flow with PKCE, state and nonce; all requests through the guard. */
@Injectable()
export class OidcClient {
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly guard: NetGuard,
  ) {}

  get isConfigured(): boolean {
    return this.config.get('OIDC_ISSUER') !== undefined;
  }

  newChecks(state: string): OidcChecks {
    return { state, nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier() };
  }

  /** @throws DomainError oidc.unavailable, oidc.failed */
  async authorizationUrl(redirectUri: string, { state, nonce, codeVerifier }: OidcChecks): Promise<URL> {
    const provider = await this.provider();
    const offersGroups = provider.serverMetadata().scopes_supported?.includes('groups') ?? false;
    return oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: ['openid', 'profile', 'email', ...(offersGroups ? ['groups'] : [])].join(' '),
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * `callback` is the address the provider sent the browser back to, query included.
   * @throws DomainError oidc.unavailable, oidc.failed
   */
  async personOf(callback: URL, { state, nonce, codeVerifier }: OidcChecks): Promise<OidcPerson> {
    const provider = await this.provider();
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const info = provider.serverMetadata().userinfo_endpoint
        ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub)
        : {};
      return personFrom({ ...claims, ...info, iss: claims.iss, sub: claims.sub });
    } catch (cause) {
      throw new DomainError('oidc.failed', { cause });
    }
  }

  private async provider(): Promise<oidc.Configuration> {
    if (!this.isConfigured) throw new DomainError('oidc.unavailable');
    this.discovered ??= this.discover();
    try {
      return await this.discovered;
    } catch (cause) {
      // The next sign-in asks the provider again.
      this.discovered = undefined;
      throw new DomainError('oidc.failed', { cause });
    }
  }

  private discover(): Promise<oidc.Configuration> {
    const issuer = this.config.get('OIDC_ISSUER')!;
    const secret = this.config.get('OIDC_CLIENT_SECRET');
    return oidc.discovery(issuer, this.config.get('OIDC_CLIENT_ID')!, secret, secret ? undefined : oidc.None(), {
      timeout: TIMEOUT_S,
      [oidc.customFetch]: (url, options) => this.fetch(url, options),
      execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    });
  }

  private async fetch(url: string, { method, headers, body, signal }: oidc.CustomFetchOptions): Promise<Response> {
    const answer = await this.guard.fetch(url, {
      scope: 'outbound',
      method,
      headers,
      body: body === undefined || body === null ? undefined : String(body as string | URLSearchParams),
      maxRedirects: 0,
      maxBytes: MAX_BODY_BYTES,
      timeoutMs: TIMEOUT_S * 1000,
      signal,
    });
    return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] });
  }
}

const personFrom = (claims: Record<string, unknown> & { iss: string; sub: string }): OidcPerson => {
  const text = (name: string): string[] => (typeof claims[name] === 'string' ? [claims[name]] : []);
  const groups = claims['groups'];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    names: [...text('preferred_username'), ...text('nickname'), ...text('email').map((email) => email.split('@')[0]!)],
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
};
