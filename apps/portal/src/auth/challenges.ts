import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { randomToken } from '#libs/crypto';
import { AuthChallenge } from './auth-challenge.entity.js';

export type ChallengeKind = 'passkey.register' | 'passkey.sign-in' | 'oidc';

const ID_BYTES = 24;
const CHALLENGE_MINUTES = 10;

/** What a sign-in in progress remembers between its two requests; whichever process gets the second one takes it, once. */
@Injectable()
export class Challenges {
  constructor(private readonly dataSource: DataSource) {}

  /** `data` must survive JSON. */
  async keep(kind: ChallengeKind, data: object, userId: number | null = null): Promise<string> {
    const id = randomToken(ID_BYTES);
    const expiresAt = new Date(Date.now() + CHALLENGE_MINUTES * 60_000);
    await this.dataSource.manager.insert(AuthChallenge, { id, kind, userId, data, expiresAt } as object);
    return id;
  }

  async take<T>(kind: ChallengeKind, id: string, userId: number | null = null): Promise<T | undefined> {
    const [rows] = (await this.dataSource.query(
      `DELETE FROM auth_challenges
       WHERE id = $1 AND kind = $2 AND user_id IS NOT DISTINCT FROM $3 AND expires_at > now() RETURNING data`,
      [id, kind, userId],
    )) as [{ data: T }[], number];
    return rows[0]?.data;
  }
}
