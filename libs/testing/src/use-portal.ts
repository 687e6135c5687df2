import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Type } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll } from 'vitest';
import { PortalConfig } from '#libs/config';
import type { Role } from '#libs/contracts';
import { randomToken, sha256 } from '#libs/crypto';
import { createLog } from '#libs/telemetry';
import { ApiKey } from '../../../apps/portal/src/auth/api-key.entity.js';
import { Session } from '../../../apps/portal/src/auth/session.entity.js';
import { SessionToken } from '../../../apps/portal/src/auth/session-token.js';
import { openPortal, type Portal } from '../../../apps/portal/src/roles/portal.js';
import { User } from '../../../apps/portal/src/users/user.entity.js';
import { createDatabase, type TestDatabase } from './database.js';

/** The password of every account made here. */
export const PASSWORD = 'correct horse battery staple';
/** Cheap parameters: the tests are not about the hash's cost. */
const passwordHash = hash(PASSWORD, { memoryCost: 1024, timeCost: 1, parallelism: 1 });

export interface TestUser {
  id: number;
  username: string;
  role: Role;
  /** A session, as bearer token. */
  token: string;
  sessionId: string;
}

export interface Call {
  /** A user's session, or an API key or token as text. */
  as?: { token: string } | string | undefined;
  method?: string;
  /** JSON, unless it is a string or bytes. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON. */
  // eslint-disable-next-line typescript/no-explicit-any
  body: any;
}

export class TestPortal {
  private portal: Portal;
  private database: TestDatabase;
  private folder: string;
  private readonly redisPrefix = `test-${randomUUID()}`;
  private readonly siblings: Portal[] = [];

  /** `logTo` gets the log's lines instead of stdout. */
  constructor(
    private readonly env: Record<string, string>,
    private readonly logTo?: { write(line: string): void },
  ) {}

  /** `http://127.0.0.1:<port>`. */
  url: string;
  databaseUrl: string;

  async open(): Promise<void> {
    this.database = await createDatabase();
    this.databaseUrl = this.database.url;
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'portal-data-'));
    await this.start();
  }

  /** Also starts again after `stop`, on the same data. */
  async start(): Promise<void> {
    this.portal = await this.openProcess({});
    this.url = `http://127.0.0.1:${this.portal.url!.port}`;
  }

  /** Another process of the same installation; its address, or undefined without the api role. */
  async startSibling(env: Record<string, string> = {}): Promise<string | undefined> {
    const sibling = await this.openProcess(env);
    this.siblings.push(sibling);
    return sibling.url && `http://127.0.0.1:${sibling.url.port}`;
  }

  stop(): Promise<void> {
    return this.portal.close();
  }

  async close(): Promise<void> {
    for (const sibling of this.siblings) await sibling.close();
    await this.portal?.close();
    await this.database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openProcess(env: Record<string, string>): Promise<Portal> {
    const config = PortalConfig.read({
      PORTAL_HOST: '127.0.0.1',
      PORTAL_PORT: '0',
      PORTAL_LOG_LEVEL: 'silent',
      // Media is asked for by the suites that are about it.
      PORTAL_ROLES: 'api,worker',
      PORTAL_RATE_LIMITS: 'off',
      PORTAL_NET_ALLOW: '127.0.0.1/32',
      PORTAL_DATA_DIR: this.folder,
      PORTAL_REDIS_PREFIX: this.redisPrefix,
      DATABASE_URL: this.databaseUrl,
      ...(process.env['REDIS_URL'] && { REDIS_URL: process.env['REDIS_URL'] }),
      ...this.env,
      ...env,
    });
    return openPortal({
      config,
      log: createLog({ level: config.get('PORTAL_LOG_LEVEL'), ...(this.logTo && { destination: this.logTo }) }),
      version: '0.0.0-test',
      webDir: path.join(this.folder, 'web'),
    });
  }

  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.portal.app.get(type as Type<T>, { strict: false });
  }

  async fetch(pathname: string, { as, method, body, headers = {} }: Call = {}): Promise<Answer> {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const token = typeof as === 'string' ? as : as?.token;
    const response = await fetch(new URL(pathname, this.url), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: (isRaw ? body : JSON.stringify(body)) as string }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }

  readonly make = {
    /** An account with a session. */
    user: async (given: { username?: string; role?: Role; scopes?: string } = {}): Promise<TestUser> => {
      const { manager } = this.get(DataSource);
      const username = given.username ?? `u${randomBytes(5).toString('hex')}`;
      const role = given.role ?? 'user';
      const { identifiers } = await manager.insert(User, {
        username,
        role,
        scopes: given.scopes ?? 'access:*',
        passwordHash: await passwordHash,
      });
      const { id } = identifiers[0] as { id: number };
      const { token, sessionId } = await this.make.session(id);
      return { id, username, role, token, sessionId };
    },
    /** Another session of an account. */
    session: async (userId: number): Promise<{ token: string; sessionId: string }> => {
      const sessionId = randomToken(16);
      const expiresAt = new Date(Date.now() + 3_600_000);
      await this.get(DataSource).manager.insert(Session, {
        id: sessionId,
        userId,
        expiresAt,
        ip: '127.0.0.1',
        userAgent: 'test',
        method: 'password',
      });
      return { sessionId, token: this.get(SessionToken).sign({ sub: String(userId), jti: sessionId }, expiresAt) };
    },
    /** The text of a new API key. */
    apiKey: async (userId: number, scopes = '*'): Promise<string> => {
      const key = `portal_${randomToken(32)}`;
      await this.get(DataSource).manager.insert(ApiKey, {
        userId,
        name: 'test',
        keyHash: sha256(key),
        keyPrefix: key.slice(0, 10),
        scopes,
      });
      return key;
    },
  };
}

/** A real portal on a free port with a database of its own, for the tests of one file. `env` adds configuration. */
export const usePortal = (env: Record<string, string> = {}): TestPortal => {
  const portal = new TestPortal(env);
  beforeAll(() => portal.open());
  afterAll(() => portal.close());
  return portal;
};

/** For portals with a relay in the same process, at any free port. */
export const RELAY = { PORTAL_ROLES: 'api,worker,relay', SNI_PORT: '0' } as const;

/** For portals with media: every port is a free one. */
export const MEDIA = {
  PORTAL_ROLES: 'api,worker,media',
  PORTAL_RTMP_PORT: '0',
  PORTAL_RTMPS_PORT: '0',
  PORTAL_RTSPS_PORT: '0',
  PORTAL_WEBRTC_PORT: '0',
} as const;
