import type { NetGuard } from '#libs/net-guard';
import type { DnsProvider } from './dns-provider.js';

const API = 'https://api.cloudflare.com/client/v4';
const TTL_SECONDS = 60;

interface Answer {
  success: boolean;
  result: { id: string }[];
  errors?: { message: string }[];
}

/** Cloudflare's API v4, with a token that may edit the zone's DNS. */
export class CloudflareDns implements DnsProvider {
  constructor(
    private readonly guard: NetGuard,
    private readonly token: string,
    private readonly api = API,
  ) {}

  async write(name: string, value: string): Promise<void> {
    const zone = await this.zoneOf(name);
    await this.ask('POST', `/zones/${zone}/dns_records`, { type: 'TXT', name, content: value, ttl: TTL_SECONDS });
  }

  async remove(name: string, value: string): Promise<void> {
    const zone = await this.zoneOf(name);
    const query = new URLSearchParams({ type: 'TXT', name, content: value });
    const { result } = await this.ask('GET', `/zones/${zone}/dns_records?${query}`);
    for (const { id } of result) await this.ask('DELETE', `/zones/${zone}/dns_records/${id}`);
  }

  /** The zone of the longest suffix there is. */
  private async zoneOf(name: string): Promise<string> {
    const labels = name.split('.');
    for (let at = 1; at < labels.length - 1; at++) {
      const query = new URLSearchParams({ name: labels.slice(at).join('.') });
      const { result } = await this.ask('GET', `/zones?${query}`);
      if (result[0]) return result[0].id;
    }
    throw new Error(`Cloudflare has no zone for ${name}.`);
  }

  private async ask(method: string, path: string, body?: object): Promise<Answer> {
    const response = await this.guard.fetch(`${this.api}${path}`, {
      scope: 'outbound',
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      maxRedirects: 0,
    });
    const answer = (await response.json()) as Answer;
    if (!answer.success)
      throw new Error(
        `Cloudflare refused: ${answer.errors?.map(({ message }) => message).join('; ') ?? response.status}`,
      );
    return answer;
  }
}
