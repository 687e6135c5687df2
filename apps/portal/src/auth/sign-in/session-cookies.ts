import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalConfig } from '#libs/config';
import { SESSION_COOKIE } from '../presented-credential.js';
import type { SignedIn } from './sign-in.service.js';
import type { SignInReply } from './token.dto.js';

export const DEVICE_COOKIE = 'portal_device';

const DEVICE_DAYS = 365;

/** The cookies of a signed-in browser. Scripts cannot read them; over https they never travel in the clear. */
@Injectable()
export class SessionCookies {
  constructor(private readonly config: PortalConfig) {}

  keep(request: FastifyRequest, reply: FastifyReply, { reply: answer, expiresAt, device }: SignedIn): SignInReply {
    const options = this.options(request);
    void reply.setCookie(SESSION_COOKIE, answer.token, { ...options, expires: expiresAt });
    if (device !== null) void reply.setCookie(DEVICE_COOKIE, device, { ...options, maxAge: DEVICE_DAYS * 86_400 });
    return answer;
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, this.options(request));
  }

  /** For whatever else a browser must bring back (`path` `/`, HttpOnly, SameSite=Lax). */
  options(request: FastifyRequest) {
    const secure = request.protocol === 'https' || this.config.get('PORTAL_URL')?.protocol === 'https:';
    return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  }
}
