/** A `bytea` column of sealed values. Each value is bound to its table, its column and its row's primary key. */
export interface SealedColumn {
  table: string;
  column: string;
  primaryKey: string;
  /** Of the keyring; all values of a purpose are in listed columns, or a rotation would forget the key of the others. */
  purpose: string;
}

/** Every column a rotation seals again, named as in the database. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'connections', column: 'secrets', primaryKey: 'id', purpose: 'connections' },
  { table: 'services', column: 'secrets', primaryKey: 'id', purpose: 'services' },
  { table: 'ssh_keys', column: 'private_key', primaryKey: 'id', purpose: 'ssh-keys' },
  { table: 'users', column: 'totp_secret', primaryKey: 'id', purpose: 'totp' },
];
