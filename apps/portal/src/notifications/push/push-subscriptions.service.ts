import { ECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Not, type Repository } from 'typeorm';
import { DomainError, invalidFields, ofField } from '#libs/contracts';
import { Keyring, sha256 } from '#libs/crypto';
import { NetGuard } from '#libs/net-guard';
import type { CredentialRevocation } from '../../auth/auth.events.js';
import { credentialKey, type Principal } from '../../auth/principal.js';
import { PushSubscription } from '../push-subscription.entity.js';
import type { PushKeys, SubscribePush } from './push.dto.js';

const PURPOSE = 'push-subscriptions';
export const MAX_SUBSCRIPTIONS = 10;
/** Deliveries in a row; a browser that is gone for good has its push service say so. */
const MAX_FAILURES = 20;
const AUTH_BYTES = 16;

/** Where a browser is reached and how it decrypts (RFC 8291). */
export interface PushTarget {
  userId: number;
  endpoint: string;
  keys: PushKeys;
}

const placeOf = (row: number) => ({ table: 'push_subscriptions', column: 'subscription', row });

/** The browsers that take pushes. A browser belongs to whoever subscribed it last. */
@Injectable()
export class PushSubscriptionsService {
  constructor(
    @InjectRepository(PushSubscription) private readonly subscriptions: Repository<PushSubscription>,
    private readonly keyring: Keyring,
    private readonly guard: NetGuard,
  ) {}

  /** @throws DomainError request.invalid, push.limit, target.* */
  async subscribe(caller: Principal, { endpoint, keys, always = false }: SubscribePush): Promise<void> {
    const { userId } = caller;
    requireKeys(keys);
    await this.requireEndpoint(endpoint);
    const [{ id }] = (await this.subscriptions.query(
      `SELECT nextval(pg_get_serial_sequence('push_subscriptions', 'id'))::int AS id`,
    )) as [{ id: number }];
    const sealed = await this.keyring.seal(PURPOSE, JSON.stringify({ endpoint, keys }), placeOf(id));
    await this.subscriptions.manager.transaction(async (tx) => {
      await requirePlace(userId, hashOf(endpoint), tx);
      await tx.query(
        `INSERT INTO push_subscriptions (id, user_id, endpoint_hash, subscription, credential, always)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (endpoint_hash) DO UPDATE
           SET id = excluded.id, user_id = excluded.user_id, subscription = excluded.subscription,
               credential = excluded.credential, always = excluded.always, failures = 0`,
        [id, userId, hashOf(endpoint), sealed, credentialKey(caller), always],
      );
    });
  }

  /** Idempotent. */
  async unsubscribe(userId: number, endpoint: string): Promise<void> {
    await this.subscriptions.delete({ userId, endpointHash: hashOf(endpoint) });
  }

  /** Those made with a credential that is revoked: whoever was shut out hears nothing either. */
  async end({ user_id, credential, except }: CredentialRevocation): Promise<void> {
    if (credential !== null) await this.subscriptions.delete({ userId: user_id, credential });
    else {
      await this.subscriptions.query(
        `DELETE FROM push_subscriptions WHERE user_id = $1 AND credential LIKE 'session:%' AND credential <> $2`,
        [user_id, except ?? ''],
      );
    }
  }

  async idsOf(userId: number): Promise<{ id: number; always: boolean }[]> {
    return this.subscriptions.find({ select: { id: true, always: true }, where: { userId }, order: { id: 'ASC' } });
  }

  async find(id: number): Promise<PushTarget | undefined> {
    const row = await this.subscriptions.findOneBy({ id });
    if (!row) return undefined;
    const opened = JSON.parse(await this.keyring.openText(row.subscription, placeOf(id))) as Omit<PushTarget, 'userId'>;
    return { userId: row.userId, ...opened };
  }

  async remove(id: number): Promise<void> {
    await this.subscriptions.delete({ id });
  }

  async succeeded(id: number): Promise<void> {
    await this.subscriptions.update({ id, failures: Not(0) }, { failures: 0 });
  }

  async failed(id: number): Promise<void> {
    await this.subscriptions.increment({ id }, 'failures', 1);
    await this.subscriptions.query('DELETE FROM push_subscriptions WHERE id = $1 AND failures >= $2', [
      id,
      MAX_FAILURES,
    ]);
  }

  /** As browsers ask of pages: https, or plain http on this very machine, which the network policy still has to allow. */
  private async requireEndpoint(endpoint: string): Promise<void> {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    const isLocal = url?.protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(url.hostname);
    if (!url || !(url.protocol === 'https:' || isLocal) || url.username || url.password) {
      throw invalidFields([{ field: 'endpoint', message: 'must be an https address' }]);
    }
    const port = Number(url.port || (isLocal ? 80 : 443));
    await this.guard.check(url.hostname, port, 'outbound').catch((error: unknown) => {
      throw ofField('endpoint', error);
    });
  }
}

const hashOf = (endpoint: string): string => sha256(endpoint, 'hex');

const requirePlace = async (userId: number, endpointHash: string, tx: EntityManager): Promise<void> => {
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
  const others = await tx.countBy(PushSubscription, { userId, endpointHash: Not(endpointHash) });
  if (others >= MAX_SUBSCRIPTIONS) throw new DomainError('push.limit');
};

const requireKeys = ({ p256dh, auth }: PushKeys): void => {
  if (!isPoint(Buffer.from(p256dh, 'base64url'))) {
    throw invalidFields([{ field: 'keys.p256dh', message: 'must be an uncompressed P-256 point' }]);
  }
  if (Buffer.from(auth, 'base64url').length !== AUTH_BYTES) {
    throw invalidFields([{ field: 'keys.auth', message: `must have ${AUTH_BYTES} bytes` }]);
  }
};

const isPoint = (bytes: Buffer): boolean => {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false;
  }
};
