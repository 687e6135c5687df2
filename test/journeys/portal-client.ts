import type { Credentials } from './visitor.js';

/** The REST side, as a script with a bearer token sees it. */
export class PortalClient {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async signIn(url: string, { username, password }: Credentials): Promise<PortalClient> {
    const answer = await new PortalClient(url, '').post<{ token: string }>('/api/token', { username, password });
    return new PortalClient(url, answer.token);
  }

  get = <T>(route: string): Promise<T> => this.call('GET', route);
  post = <T>(route: string, body?: unknown): Promise<T> => this.call('POST', route, body);
  put = <T>(route: string, body: unknown): Promise<T> => this.call('PUT', route, body);
  delete = (route: string): Promise<void> => this.call('DELETE', route);

  async status(method: string, route: string): Promise<number> {
    const { status } = await this.send(method, route);
    return status;
  }

  /** @throws Error with what the portal said, unless it succeeded */
  private async call<T>(method: string, route: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, route, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private send(method: string, route: string, body?: unknown): Promise<Response> {
    return fetch(this.url + route, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
