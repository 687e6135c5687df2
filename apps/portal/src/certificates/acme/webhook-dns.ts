import type { NetGuard } from '#libs/net-guard';
import type { DnsProvider } from './dns-provider.js';

const TIMEOUT_MS = 60_000;

/** A script of the operator's: POST and DELETE of `{"name","value"}`. */
export class WebhookDns implements DnsProvider {
  constructor(
    private readonly guard: NetGuard,
    private readonly url: URL,
    private readonly token: string | undefined,
  ) {}

  write(name: string, value: string): Promise<void> {
    return this.tell('POST', name, value);
  }

  remove(name: string, value: string): Promise<void> {
    return this.tell('DELETE', name, value);
  }

  private async tell(method: string, name: string, value: string): Promise<void> {
    const response = await this.guard.fetch(this.url, {
      scope: 'outbound',
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ name, value }),
      maxRedirects: 0,
      timeoutMs: TIMEOUT_MS,
    });
    await response.cancel();
    if (!response.ok) throw new Error(`The DNS webhook answered ${response.status}.`);
  }
}
