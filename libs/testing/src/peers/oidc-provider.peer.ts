import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const OIDC_CLIENT = { id: 'portal', secret: 'client-secret-of-the-tests' };

/** A real OpenID Connect provider on loopback; whoever types a name into its form is that person. */
export class OidcProviderPeer {
  issuer: string;
  /** `groups` of a subject. */
  readonly groups = new Map<string, string[]>();
  /** How often each path was asked for. */
  readonly requests: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.requests.push(new URL(request.url!, this.issuer).pathname);
    this.listener(request, response);
  });
  private listener: RequestListener = (_, response) => response.writeHead(503).end();

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers from now on; the client is known once the portal listens. Loaded here: other suites do not need the package. */
  async serve(redirectUri: string): Promise<void> {
    const { default: Provider } = await import('oidc-provider');
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: OIDC_CLIENT.id, client_secret: OIDC_CLIENT.secret, redirect_uris: [redirectUri] }],
      claims: {
        openid: ['sub'],
        profile: ['preferred_username'],
        email: ['email', 'email_verified'],
        groups: ['groups'],
      },
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      pkce: { required: () => true },
      cookies: { keys: ['cookie-key-of-the-tests'] },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          preferred_username: `${id}.name`,
          email: `${id}@example.com`,
          email_verified: true,
          groups: this.groups.get(id) ?? [],
        }),
      }),
    });
    this.listener = provider.callback();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
