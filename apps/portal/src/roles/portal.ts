import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import fastifyCookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { PortalConfig, RoleName } from '#libs/config';
import { LIMITS } from '#libs/contracts';
import { createDataSource, prepareDatabase } from '#libs/database';
import { EventBus } from '#libs/events';
import { type Log, Metrics } from '#libs/telemetry';
import { AdmissionHook } from '../boundary/admission.hook.js';
import { ApiDocument } from '../boundary/api-document.js';
import { DomainErrorFilter, failureBody, toDomainError } from '../boundary/domain-error.filter.js';
import { useJsonBodies } from '../boundary/json-bodies.js';
import { useEnvelopes, withoutSlash } from '../boundary/envelope.js';
import { NestLog } from '../boundary/log.js';
import { useMultipartBodies } from '../boundary/multipart-bodies.js';
import { useTextBodies } from '../boundary/text-bodies.js';
import { useDeclaredReplies } from '../boundary/reply.hook.js';
import { RouteRegistry } from '../boundary/route-registry.js';
import { answerClientError } from '../boundary/slow-requests.js';
import { FieldsPipe } from '../boundary/validation.pipe.js';
import { useSecurityHeaders, useWebApp } from '../boundary/web-app.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { SignRoad } from '../sdk-lease/index.js';
import { HlsRoad } from '../streams/index.js';
import { ApiRole } from './api.role.js';
import { BackgroundRole } from './background.role.js';
import { ENTITIES } from './entities.js';
import { endpointOf, Installation } from './installation.js';
import { type PlatformOptions } from './platform.module.js';
import { attachRoads } from './roads.js';
import { letYoungHeapGrow } from './young-heap.js';

export interface PortalOptions {
  /** With DATABASE_URL set. */
  config: PortalConfig;
  log: Log;
  version: string;
  webDir: string;
  roles?: readonly RoleName[];
}

export interface Portal {
  /** As a browser reaches it: the public address, else localhost; undefined for a process without the api role. */
  url: URL | undefined;
  /** As processes beside it reach it; undefined for a process without the api role. */
  listensOn: URL | undefined;
  app: INestApplicationContext;
  /** Refuses newcomers, lets what runs finish for a while, closes everything. Idempotent. */
  close(): Promise<void>;
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::', '']);
/** After a restart everybody comes back at once; a connection that finds no place tries again only after a second, or three. */
const BACKLOG = 4096;
/** How long WebSockets and requests get to end by themselves. */
const DRAIN_MS = 5_000;

/**
 * A running portal in the given roles.
 * @throws DatabaseError, RootKeyError, or listen errors (EADDRINUSE, EACCES)
 */
export const openPortal = async (options: PortalOptions): Promise<Portal> => {
  const { config, log, version } = options;
  const roles = (options.roles ?? config.get('PORTAL_ROLES')).filter(
    (role) => role !== 'media' || config.get('MEDIA_ENGINE') !== 'off',
  );
  const databaseUrl = config.get('DATABASE_URL')!;
  const redisUrl = config.get('REDIS_URL');
  const backends = [endpointOf(databaseUrl), ...(redisUrl ? [endpointOf(redisUrl)] : [])];
  const installation = new Installation(version, config.get('PORTAL_DATA_DIR'), roles, backends);
  const dataSource = createDataSource({ url: databaseUrl.href, entities: ENTITIES });
  await prepareDatabase(databaseUrl.href, dataSource);

  const platform: PlatformOptions = { config, log, metrics: new Metrics(), installation, dataSource };
  try {
    return roles.includes('api') ? await openApi(platform, options) : await openBackground(platform);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
};

const openBackground = async (platform: PlatformOptions): Promise<Portal> => {
  const app = await NestFactory.createApplicationContext(BackgroundRole.forPlatform(platform), {
    logger: new NestLog(platform.log),
    abortOnError: false,
  });
  try {
    await app.get(EventBus).open({ durable: platform.installation.roles.includes('worker') });
    return { url: undefined, listensOn: undefined, app, close: once(() => app.close()) };
  } catch (error) {
    await app.close();
    throw error;
  }
};

const openApi = async (platform: PlatformOptions, { webDir }: PortalOptions): Promise<Portal> => {
  const { config, log, installation } = platform;
  letYoungHeapGrow();
  const app = await createApi(platform);
  try {
    await useWebApp(app, webDir, app.get(RelayIdentity, { strict: false }).rootHost);
    const roads = attachRoads(app);
    app.get(SignRoad, { strict: false }).attach(app.getHttpServer());
    app.get(HlsRoad, { strict: false }).attach(app.getHttpServer());
    await app.get(EventBus).open({ durable: installation.roles.includes('worker') });
    await app.listen({ port: config.get('PORTAL_PORT'), host: config.get('PORTAL_HOST'), backlog: BACKLOG });
    const { port } = app.getHttpServer().address() as { port: number };
    installation.listensOn(port);
    const url = config.get('PORTAL_URL') ?? new URL(`http://localhost:${port}`);
    const host = config.get('PORTAL_HOST');
    const listensOn = new URL(
      `http://${ANY_ADDRESS.has(host) ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host}:${port}`,
    );
    log.info({ scope: 'portal', url: url.href, roles: installation.roles }, 'listening');
    const close = once(async () => {
      await roads.drain(DRAIN_MS);
      await app.close();
    });
    return { url, listensOn, app, close };
  } catch (error) {
    await app.close();
    throw error;
  }
};

/** The HTTP application without its listener. */
export const createApi = async (platform: PlatformOptions): Promise<NestFastifyApplication> => {
  const { config, log } = platform;
  const adapter = new FastifyAdapter({
    trustProxy: [...config.get('PORTAL_TRUSTED_PROXIES')],
    bodyLimit: LIMITS.bodyBytes,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url = '/' }: IncomingMessage) => withoutSlash(url),
    routerOptions: { maxParamLength: 512 },
    requestTimeout: 60_000,
    connectionTimeout: 0,
    clientErrorHandler: answerClientError,
    // What the router itself refuses never reaches a filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const refusal = toDomainError(error);
      void reply.status(refusal.status).send(failureBody(request.url, refusal));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiRole.forPlatform(platform), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
    bodyParser: false,
  });
  await app.register(fastifyCookie as never);
  // First: refusals carry them too.
  useSecurityHeaders(app, { https: config.get('PORTAL_URL')?.protocol === 'https:' });
  useJsonBodies(adapter.getInstance(), app.get(RouteRegistry));
  useTextBodies(adapter.getInstance(), app.get(RouteRegistry));
  await useMultipartBodies(app, app.get(RouteRegistry));
  useEnvelopes(adapter.getInstance());
  app.get(AdmissionHook).install(adapter.getInstance());
  useDeclaredReplies(adapter.getInstance(), app.get(RouteRegistry));
  app.get(ApiDocument).attach(app);
  app.useGlobalPipes(new FieldsPipe());
  app.useGlobalFilters(app.get(DomainErrorFilter));
  return app;
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
};
