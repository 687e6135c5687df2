import { createHash } from 'node:crypto';
import { DomainError } from '#libs/contracts';
import type { HostKeyPin, PluginContext } from '../../connection-plugin.js';
import { hostKeyChanged } from '../../host-keys.service.js';
import type { SshSettings } from './ssh-params.js';

/** The key's type is the first string of its blob (RFC 4253 §6.6); the fingerprint is as OpenSSH prints it. */
export const describeHostKey = (blob: Buffer): Required<HostKeyPin> => ({
  algorithm: blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1'),
  fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
});

/**
 * Settles when the session may go on with this key.
 * @throws DomainError hostkey.changed, hostkey.unknown, hostkey.rejected
 */
export const requireHostKey = async (
  blob: Buffer,
  check: SshSettings['hostKeyCheck'],
  { host, port, hostKeys, prompt }: Pick<PluginContext, 'host' | 'port' | 'hostKeys' | 'prompt'>,
): Promise<void> => {
  const offered = describeHostKey(blob);
  const pinned = await hostKeys.find(host, port);
  if (pinned) {
    if (pinned.fingerprint !== offered.fingerprint) throw hostKeyChanged({ host, port }, pinned, offered);
    return;
  }
  switch (check) {
    case 'strict':
      throw new DomainError('hostkey.unknown', { details: { host, port, ...offered } });
    case 'accept-new':
      return hostKeys.pin(host, port, offered, { firstUse: true });
    case 'ask': {
      const [answer] =
        (await prompt({
          kind: 'hostkey',
          title: 'Do you trust this server?',
          fields: [{ label: 'yes, once or no', echo: true }],
          hostkey: { host, port, ...offered },
        })) ?? [];
      if (answer === 'yes') return hostKeys.pin(host, port, offered, { firstUse: false });
      if (answer !== 'once') throw new DomainError('hostkey.rejected');
    }
  }
};

const MODERN = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;
const SHA1 = ['ssh-rsa'] as const;

type HostKeyAlgorithm = (typeof MODERN)[number] | (typeof SHA1)[number];

/** The pinned key's type first: a server that gains another key still shows the one that is known. */
export const hostKeyAlgorithms = (pinned: HostKeyPin | undefined, legacy: boolean): HostKeyAlgorithm[] => {
  const offered: HostKeyAlgorithm[] = legacy ? [...MODERN, ...SHA1] : [...MODERN];
  const isPinned = (name: HostKeyAlgorithm): boolean =>
    pinned?.algorithm === 'ssh-rsa' ? /rsa/.test(name) : name === pinned?.algorithm;
  return [...offered.filter(isPinned), ...offered.filter((name) => !isPinned(name))];
};
