import { Injectable } from '@nestjs/common';
import { Keyring } from '#libs/crypto';

/** The tables with sealed entries; each is its own purpose of the keyring. */
export type EntryTable = 'connections' | 'services';

/** The columns of a row that keep its secrets. */
export interface SealedSecrets {
  secrets: Buffer | null;
  secretFields: string[];
}

/**
 * Seals the secret fields of connections and services to their row. Never called inside a transaction: the keyring
 * may need a database connection of its own.
 */
@Injectable()
export class EntrySecrets {
  constructor(private readonly keyring: Keyring) {}

  async seal(table: EntryTable, row: string | number, secrets: Record<string, string>): Promise<SealedSecrets> {
    const secretFields = Object.keys(secrets);
    if (secretFields.length === 0) return { secrets: null, secretFields };
    const sealed = await this.keyring.seal(table, JSON.stringify(secrets), { table, column: 'secrets', row });
    return { secrets: sealed, secretFields };
  }

  /** @throws SealError */
  async open(table: EntryTable, row: string | number, sealed: Buffer | null): Promise<Record<string, string>> {
    if (!sealed) return {};
    return JSON.parse(await this.keyring.openText(sealed, { table, column: 'secrets', row })) as Record<string, string>;
  }

  /** Opens nothing before the first question, and only once. */
  reader({ table, row, sealed }: { table: EntryTable; row: string | number; sealed: Buffer | null }) {
    let opened: Promise<Record<string, string>> | undefined;
    return async (field: string): Promise<string | undefined> => {
      opened ??= this.open(table, row, sealed);
      const secrets = await opened;
      return Object.hasOwn(secrets, field) ? secrets[field] : undefined;
    };
  }
}
