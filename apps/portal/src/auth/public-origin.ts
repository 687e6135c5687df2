import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '#libs/config';

/** Where the portal is for the browser that asks: PORTAL_URL, or whatever host it came to while none is configured. */
@Injectable()
export class PublicOrigin {
  constructor(private readonly config: PortalConfig) {}

  of({ protocol, host, headers }: Pick<FastifyRequest, 'protocol' | 'host' | 'headers'>): URL {
    const configured = this.config.get('PORTAL_URL');
    if (configured && configured.hostname !== 'localhost') return new URL(configured.origin);
    const { origin } = headers;
    // A proxy that ends TLS does not always say so; the browser's own word for the host it came to does.
    const isSameHost = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
    return new URL(isSameHost ? origin : `${protocol}://${host}`);
  }
}
