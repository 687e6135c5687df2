interface Page {
  url: URL;
  status: number;
  text: string;
}

const MAX_HOPS = 20;

/** As much of a browser as a redirect dance needs: cookies by origin, redirects, forms. */
export class BrowserPeer {
  private readonly jars = new Map<string, Map<string, string>>();

  cookie(origin: string, name: string): string | undefined {
    return this.jars.get(origin)?.get(name);
  }

  clear(origin: string): void {
    this.jars.delete(origin);
  }

  /** Follows redirects until a page, or until an address `stop` recognises. */
  async go(
    address: string,
    { form, stop }: { form?: Record<string, string>; stop?: (url: URL) => boolean } = {},
  ): Promise<Page> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      if (stop?.(url)) return { url, status: 0, text: '' };
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: this.cookieHeader(url.origin), accept: 'text/html' },
        ...(body && { body }),
      });
      this.remember(url.origin, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, text: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`Too many redirects from ${address}`);
  }

  cookieHeader(origin: string): string {
    return [...(this.jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  remember(origin: string, cookies: string[]): void {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      const isGone = value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie);
      if (isGone) jar.delete(name);
      else jar.set(name, value);
    }
  }
}
