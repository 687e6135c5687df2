import { Injectable, Logger } from '@nestjs/common';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { constantTimeEqual, randomToken } from '#libs/crypto';
import type { ClientInfo } from '../../boundary/access.js';
import { Challenges } from '../challenges.js';
import type { Principal } from '../principal.js';
import { type SignedIn, SignInService } from '../sign-in/sign-in.service.js';
import { IdentitiesService } from './identities.service.js';
import { type OidcChecks, OidcClient } from './oidc-client.js';

/** Where to send the browser, and what it must bring back in a cookie: only the browser that began can finish. */
export interface OidcStart {
  url: string;
  cookie: string;
}

/** Where to send the browser, signed in or not. */
export interface OidcFinish {
  path: string;
  signedIn: SignedIn | null;
}

interface OidcChallenge {
  checks: OidcChecks;
  redirectUri: string;
  returnTo: string;
  /** Links the sign-in to this account instead of signing in. */
  linkTo: number | null;
}

const CALLBACK_PATH = '/api/auth/oidc/callback';
const STATE_BYTES = 24;

@Injectable()
export class OidcService {
  private readonly log = new Logger('oidc');

  constructor(
    private readonly client: OidcClient,
    private readonly identities: IdentitiesService,
    private readonly challenges: Challenges,
    private readonly signIns: SignInService,
  ) {}

  /**
   * `linkTo` is the account a signed-in person wants to link; null to sign in.
   * @throws DomainError oidc.unavailable, oidc.failed
   */
  async begin(origin: URL, returnTo: string | undefined, linkTo: number | null): Promise<OidcStart> {
    const checks = this.client.newChecks(randomToken(STATE_BYTES));
    const redirectUri = new URL(CALLBACK_PATH, origin).href;
    const url = await this.client.authorizationUrl(redirectUri, checks);
    const challenge: OidcChallenge = { checks, redirectUri, returnTo: localPath(returnTo, origin), linkTo };
    const id = await this.challenges.keep('oidc', challenge);
    return { url: url.href, cookie: `${id}.${checks.state}` };
  }

  /** Never throws for what the provider or the browser brings: the person lands on a page that tells. */
  async finish(
    query: URLSearchParams,
    cookie: string | undefined,
    caller: Principal | null,
    client: ClientInfo,
  ): Promise<OidcFinish> {
    const [id = '', state = ''] = cookie?.split('.') ?? [];
    const isSameBrowser = state !== '' && constantTimeEqual(state, query.get('state') ?? '');
    const challenge = isSameBrowser ? await this.challenges.take<OidcChallenge>('oidc', id) : undefined;
    if (!challenge) return failure('oidc.failed', null);
    try {
      return await this.complete(challenge, query, caller, client);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'oidc.failed') this.log.warn(error.cause);
      return failure(error.code, challenge);
    }
  }

  private async complete(
    { checks, redirectUri, returnTo, linkTo }: OidcChallenge,
    query: URLSearchParams,
    caller: Principal | null,
    client: ClientInfo,
  ): Promise<OidcFinish> {
    const callback = new URL(redirectUri);
    callback.search = query.toString();
    const person = await this.client.personOf(callback, checks);
    if (linkTo === null) {
      const user = await this.identities.accountOf(person);
      return { path: returnTo, signedIn: await this.signIns.admit(user, client, 'oidc') };
    }
    if (caller?.userId !== linkTo) throw new DomainError('auth.required');
    await this.identities.link(linkTo, person);
    return { path: returnTo, signedIn: null };
  }
}

const failure = (code: ErrorCode, challenge: OidcChallenge | null): OidcFinish => {
  const isLink = challenge !== null && challenge.linkTo !== null;
  const path = isLink ? challenge.returnTo : '/login';
  return { path: `${path}${path.includes('?') ? '&' : '?'}error=${encodeURIComponent(code)}`, signedIn: null };
};

/** A path of the portal's own web app; anything else becomes `/`. */
export const localPath = (path: string | undefined, origin: URL): string => {
  if (!path?.startsWith('/') || !URL.canParse(path, origin.href)) return '/';
  const url = new URL(path, origin);
  const isOwn = url.origin === origin.origin && !/^\/(api|ws|proxy|socket\.io)(\/|$)/.test(url.pathname);
  return isOwn && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
};
