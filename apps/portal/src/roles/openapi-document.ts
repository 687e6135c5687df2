import type { OpenAPIObject } from '@nestjs/swagger';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { PortalConfig } from '#libs/config';
import { createDataSource } from '#libs/database';
import { createLog, Metrics } from '#libs/telemetry';
import { describeApi } from '../boundary/openapi.js';
import { ApiRole } from './api.role.js';
import { ENTITIES } from './entities.js';
import { Installation } from './installation.js';

/** The document as the code declares it: nothing is instantiated, no database is needed. */
export const openApiDocument = async (): Promise<OpenAPIObject> => {
  const url = 'postgres://nobody@127.0.0.1/none';
  const config = PortalConfig.read({ DATABASE_URL: url });
  const app = await NestFactory.create(
    ApiRole.forPlatform({
      config,
      log: createLog({ level: 'silent' }),
      metrics: new Metrics(),
      installation: new Installation('1', '', ['api'], []),
      dataSource: createDataSource({ url, entities: ENTITIES }),
    }),
    new FastifyAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
  return describeApi(app, '1');
};
