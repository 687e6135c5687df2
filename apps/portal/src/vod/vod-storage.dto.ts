import { LIMITS } from '#libs/contracts';
import { Flag, Integer, Nested, OneOf, Text } from '../boundary/fields.js';

const AUTH_METHODS = ['password', 'key'] as const;
const MAX_SECRET = 16_384;

export class SaveStorage {
  @Text({ min: 1, max: LIMITS.host })
  host: string;

  @Integer({ min: 1, max: 65_535, optional: true, description: 'Default 22.' })
  port?: number;

  @Text({ min: 1, max: 128 })
  username: string;

  @OneOf(AUTH_METHODS)
  auth_method: 'password' | 'key';

  @Text({
    max: 1024,
    trim: false,
    optional: true,
    description: 'Left out: the stored one stays, while host, port and user do.',
  })
  password?: string;

  @Text({ max: MAX_SECRET, optional: true, description: 'PEM or OpenSSH. Left out: as with `password`.' })
  private_key?: string;

  @Text({ max: 1024, trim: false, optional: true, description: 'Of the private key.' })
  passphrase?: string;

  @Text({ min: 1, max: 1024, description: 'A folder; relative ones are below the home of the account.' })
  remote_path: string;
}

export class StorageFields {
  @Text({ max: LIMITS.host })
  host: string;

  @Integer()
  port: number;

  @Text({ max: 128 })
  username: string;

  @OneOf(AUTH_METHODS)
  auth_method: 'password' | 'key';

  @Text({ max: 1024 })
  remote_path: string;

  @Flag()
  has_password: boolean;

  @Flag()
  has_key: boolean;

  @Text({ max: 64, nullable: true, description: 'Why the last transfer failed: a code of the error table.' })
  last_error: string | null;

  @Integer({ description: 'Pieces of recordings that are not there yet.' })
  waiting_files: number;

  @Integer({ description: 'Their bytes.' })
  waiting_bytes: number;
}

export class StorageReply {
  @Nested(StorageFields)
  storage: StorageFields;
}

export class StorageTest {
  @Flag()
  success: boolean;

  @Text({ max: 500, description: 'For a person.' })
  message: string;

  @Integer({ description: 'MKV files found below the folder.' })
  file_count: number;

  @Integer({ nullable: true, description: 'Bytes that can still be stored; null where the server does not tell.' })
  free_bytes: number | null;

  @Text({ max: 64, description: 'Of the host key that was shown.' })
  fingerprint: string;
}
