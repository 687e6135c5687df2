import ssh2 from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { Question } from '../../connection-plugin.js';

export const MAX_TRIES = 3;

/** Each bcrypt round costs about 10 ms of the event loop; ssh-keygen writes 16 or 24. */
const MAX_KDF_ROUNDS = 64;

type Ask = (question: Question) => Promise<string[] | null>;

/**
 * A usable private key; asks for the passphrase when it needs one that is not stored.
 * @throws DomainError target.auth_failed
 */
export const openPrivateKey = async (
  text: string,
  storedPassphrase: string | undefined,
  ask: Ask,
): Promise<ssh2.ParsedKey> => {
  requireCheapKdf(text);
  let passphrase = storedPassphrase;
  for (let tries = 0; ; tries++) {
    const parsed = ssh2.utils.parseKey(text, passphrase);
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    if (!(key instanceof Error)) {
      if (key?.isPrivateKey()) return key;
      throw new DomainError('target.auth_failed', { text: 'The stored key is not a private key.' });
    }
    if (!/encrypted|passphrase|integrity check|bad decrypt/i.test(key.message))
      throw new DomainError('target.auth_failed', { text: 'The private key cannot be read.', cause: key });
    const answers = tries < MAX_TRIES ? await ask(passphraseQuestion(tries)) : null;
    if (!answers) throw new DomainError('target.auth_failed', { text: 'The private key needs its passphrase.' });
    passphrase = answers[0] ?? '';
  }
};

const passphraseQuestion = (tries: number): Question => ({
  kind: 'passphrase',
  title: 'Passphrase of the private key',
  ...(tries > 0 && { instructions: 'That was not the passphrase.' }),
  fields: [{ label: 'Passphrase', echo: false }],
});

/** Reads the work factor of an `openssh-key-v1` file before any work is done. */
const requireCheapKdf = (text: string): void => {
  const match = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text);
  if (!match) return;
  const blob = Buffer.from(match[1]!, 'base64');
  const strings = readStrings(blob.subarray('openssh-key-v1\0'.length), 3);
  const options = strings[2];
  if (!options || options.length < 8) return;
  const rounds = options.readUInt32BE(options.length - 4);
  if (rounds > MAX_KDF_ROUNDS)
    throw new DomainError('target.auth_failed', {
      text: `The private key uses ${rounds} rounds of bcrypt; at most ${MAX_KDF_ROUNDS} are accepted.`,
    });
};

/** Length-prefixed strings (RFC 4251 §5); fewer when the bytes end early. */
export const readStrings = (blob: Buffer, count: number): Buffer[] => {
  const strings: Buffer[] = [];
  for (let at = 0; strings.length < count && at + 4 <= blob.length;) {
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) break;
    strings.push(blob.subarray(at + 4, end));
    at = end;
  }
  return strings;
};
