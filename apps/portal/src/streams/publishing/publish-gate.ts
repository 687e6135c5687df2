import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Log } from '#libs/telemetry';
import { LOG } from '../../boundary/log.js';
import type { Publication, PublishGate, Publisher, PublishRequest } from '../engine/publishing.js';
import { Broadcasts } from './broadcasts.js';
import { KeyAttempts } from './key-attempts.js';
import { StreamSessions } from './stream-sessions.js';

/** Lets in whoever has a key of the database. */
@Injectable()
export class DatabasePublishGate implements PublishGate {
  private readonly attempts = new KeyAttempts();

  constructor(
    private readonly sessions: StreamSessions,
    private readonly broadcasts: Broadcasts,
    @Inject(LOG) private readonly log: Log,
  ) {}

  open(request: PublishRequest, publisher: Publisher): Promise<Publication> {
    return this.judge(request, publisher, (ms) => delay(ms));
  }

  /** For who has a pause of its own after a wrong key, and others waiting. */
  openAtOnce(request: PublishRequest, publisher: Publisher): Promise<Publication> {
    return this.judge(request, publisher, () => Promise.resolve());
  }

  private async judge(
    request: PublishRequest,
    publisher: Publisher,
    pause: (ms: number) => Promise<void>,
  ): Promise<Publication> {
    const { address, protocol } = request;
    await this.broadcasts.recovered;
    this.attempts.requireAllowed(address);
    try {
      const claim = await this.sessions.claim(request, (streamId) => this.broadcasts.mayReplace(streamId));
      this.attempts.succeed(address);
      this.log.info(
        { scope: 'media', stream: claim.streamId, session: claim.sessionId, protocol, address },
        'publishing',
      );
      return await this.broadcasts.publish(claim, publisher);
    } catch (err) {
      if (!(err instanceof DomainError)) {
        this.log.error({ scope: 'media', err }, 'publisher not let in');
        throw new DomainError('server.unavailable', { cause: err });
      }
      if (err.code === 'stream_key.invalid') {
        this.log.warn({ scope: 'media', protocol, address }, 'wrong stream key');
        await pause(this.attempts.fail(address));
      }
      throw err;
    }
  }
}
