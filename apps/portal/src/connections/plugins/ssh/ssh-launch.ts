import ssh2 from 'ssh2';
import type { EntryContext } from '../../connection-plugin.js';
import { type SshParams, sshSettings } from './ssh-params.js';
import { readStrings } from './ssh-strings.js';

/** The public half of the key an entry signs in with, for its owner to put on the server. */
export const launchSsh = async ({
  config,
  secret,
  storedKey,
}: Pick<EntryContext<SshParams>, 'config' | 'secret' | 'storedKey'>): Promise<Record<string, unknown>> => {
  const { authMethod, sshKeyId } = sshSettings(config);
  if (authMethod === 'portal_key') {
    const stored = sshKeyId === undefined ? undefined : await storedKey(sshKeyId);
    return stored ? { ssh_public_key: stored.publicKey } : {};
  }
  const privateKey = await secret('private_key');
  const publicKey = privateKey && publicKeyOf(privateKey, await secret('passphrase'));
  return publicKey ? { ssh_public_key: publicKey } : {};
};

/** `ssh-ed25519 AAAA…`; undefined when the key cannot be read. */
export const publicKeyOf = (privateKey: string, passphrase: string | undefined): string | undefined => {
  const blob = opensshPublicBlob(privateKey) ?? pemPublicBlob(privateKey, passphrase);
  const [type] = blob ? readStrings(blob, 1) : [];
  return blob && type ? `${type.toString('latin1')} ${blob.toString('base64')}` : undefined;
};

const MAGIC = Buffer.from('openssh-key-v1\0');

/** PROTOCOL.key: cipher, kdf, kdf options, number of keys, public key. It is in the clear: no passphrase, no bcrypt. */
const opensshPublicBlob = (text: string): Buffer | undefined => {
  const [, base64] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text) ?? [];
  const file = Buffer.from(base64 ?? '', 'base64');
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const head = readStrings(file.subarray(MAGIC.length), 3);
  const headBytes = head.reduce((sum, { length }) => sum + 4 + length, 0);
  return readStrings(file.subarray(MAGIC.length + headBytes + 4), 1)[0];
};

const pemPublicBlob = (text: string, passphrase: string | undefined): Buffer | undefined => {
  const parsed = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key instanceof Error ? undefined : key?.getPublicSSH();
};
