import { LIMITS } from '#libs/contracts';
import { Flag, Id, ListOf, Moment, OneOf, Text } from '../boundary/fields.js';

export const SSH_KEY_TYPES = ['ed25519', 'rsa'] as const;

export class CreateSshKey {
  @Text({ min: 1, max: LIMITS.keyName }) name: string;
  @OneOf(SSH_KEY_TYPES, { optional: true, default: 'ed25519' }) key_type?: (typeof SSH_KEY_TYPES)[number];
  @Flag({
    optional: true,
    default: false,
    description: 'Also keeps the private key, encrypted, for connections that sign in with it.',
  })
  store?: boolean;
}

export class SshKeyReply {
  @Id() id: number;
  @Text({ max: LIMITS.keyName }) name: string;
  @OneOf(SSH_KEY_TYPES) key_type: string;
  @Text({ max: 4096 }) public_key: string;
  @Text({ max: 64, example: 'SHA256:…' }) fingerprint: string;
  @Flag({ description: 'Whether the portal kept the private key.' }) stored: boolean;
  @Moment() created_at: string;
}

export class NewSshKeyReply extends SshKeyReply {
  @Text({ max: 8192, description: 'OpenSSH format. Returned this once.' }) private_key: string;
}

export class SshKeyListReply {
  @ListOf(SshKeyReply) ssh_keys: SshKeyReply[];
}
