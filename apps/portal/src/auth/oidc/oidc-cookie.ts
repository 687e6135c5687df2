import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionCookies } from '../sign-in/session-cookies.js';

export const OIDC_COOKIE = 'portal_oidc';

const MAX_AGE_S = 600;

/** Ties a sign-in at the provider to the browser that began it. */
@Injectable()
export class OidcCookie {
  constructor(private readonly cookies: SessionCookies) {}

  set(request: FastifyRequest, reply: FastifyReply, value: string): void {
    void reply.setCookie(OIDC_COOKIE, value, { ...this.cookies.options(request), maxAge: MAX_AGE_S });
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    void reply.clearCookie(OIDC_COOKIE, this.cookies.options(request));
  }
}
