import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { hmac, Keyring, type SealedAt } from '#libs/crypto';
import { User } from '../../users/index.js';
import { BackupCode } from '../backup-code.entity.js';
import { newTotpSecret, totpStepOf } from './totp.js';

const PURPOSE = 'totp';
const BACKUP_CODES = 10;
/** Without 0, 1, l and o: codes are typed from paper. */
const BACKUP_ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';
const BACKUP_CHARS = 10;

/** Codes of authenticator apps and backup codes; each is good once, however many requests bring it at the same moment. */
@Injectable()
export class SecondFactor {
  private readonly backupKey: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {
    this.backupKey = keyring.derive('backup-code');
  }

  /** Uses the code up. */
  async accept(user: User, code: string, tx: EntityManager = this.dataSource.manager): Promise<boolean> {
    const compact = code.replace(/[\s-]/g, '').toLowerCase();
    return /^\d{6}$/.test(compact) ? this.acceptTotp(user, compact, tx) : this.acceptBackup(user.id, compact, tx);
  }

  /** Only a code of the app, of the secret in force or being set up. */
  async acceptTotp({ id, totpSecret }: User, code: string, tx: EntityManager): Promise<boolean> {
    if (!totpSecret) return false;
    const step = totpStepOf(await this.keyring.openText(totpSecret, placeOf(id)), code);
    if (step === undefined) return false;
    const { affected } = await tx
      .createQueryBuilder()
      .update(User)
      .set({ totpLastStep: step })
      .where('id = :id AND (totp_last_step IS NULL OR totp_last_step < :step)', { id, step })
      .execute();
    return affected === 1;
  }

  /** A new secret, not in force yet. */
  async prepare(userId: number, tx: EntityManager): Promise<string> {
    const secret = newTotpSecret();
    const totpSecret = await this.keyring.seal(PURPOSE, secret, placeOf(userId));
    await tx.update(User, { id: userId }, { totpSecret, totpLastStep: null });
    return secret;
  }

  /** Replaces the set of backup codes. */
  async replaceBackupCodes(userId: number, tx: EntityManager): Promise<string[]> {
    const codes = Array.from({ length: BACKUP_CODES }, newBackupCode);
    await tx.delete(BackupCode, { userId });
    await tx.insert(
      BackupCode,
      codes.map((code) => ({ userId, codeHash: this.hashOf(userId, code.replace('-', '')) })),
    );
    return codes;
  }

  backupCodesLeft(userId: number): Promise<number> {
    return this.dataSource.manager.countBy(BackupCode, { userId, usedAt: IsNull() });
  }

  async remove(userId: number, tx: EntityManager): Promise<void> {
    await tx.update(User, { id: userId }, { totpSecret: null, totpEnabledAt: null, totpLastStep: null });
    await tx.delete(BackupCode, { userId });
  }

  private async acceptBackup(userId: number, code: string, tx: EntityManager): Promise<boolean> {
    const unused = { userId, codeHash: this.hashOf(userId, code), usedAt: IsNull() };
    const { affected } = await tx.update(BackupCode, unused, { usedAt: new Date() });
    return affected === 1;
  }

  private hashOf(userId: number, code: string): Buffer {
    return hmac(this.backupKey, `${userId}:${code}`);
  }
}

const placeOf = (row: number): SealedAt => ({ table: 'users', column: 'totp_secret', row });

/** 50 bits, `abcde-fghjk`. */
const newBackupCode = (): string => {
  const chars = Array.from({ length: BACKUP_CHARS }, () => BACKUP_ALPHABET[randomInt(BACKUP_ALPHABET.length)]).join('');
  return `${chars.slice(0, BACKUP_CHARS / 2)}-${chars.slice(BACKUP_CHARS / 2)}`;
};
