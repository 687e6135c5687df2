import ssh2 from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { Question } from '../../connection-plugin.js';
import { withoutPassphrase } from './ssh-passphrase.js';

export const MAX_TRIES = 3;

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
  let passphrase = storedPassphrase;
  for (let tries = 0; ; tries++) {
    const key = await readKey(text, passphrase);
    if (key) return key;
    const answers = tries < MAX_TRIES ? await ask(passphraseQuestion(tries)) : null;
    if (!answers) throw new DomainError('target.auth_failed', { text: 'The private key needs its passphrase.' });
    passphrase = answers[0] ?? '';
  }
};

/** Undefined when the passphrase is missing or wrong. @throws DomainError target.auth_failed */
const readKey = async (text: string, passphrase: string | undefined): Promise<ssh2.ParsedKey | undefined> => {
  const plain = passphrase ? await withoutPassphrase(text, passphrase) : text;
  if (plain === undefined) return undefined;
  const parsed = ssh2.utils.parseKey(plain, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key && !(key instanceof Error)) {
    if (key.isPrivateKey()) return key;
    throw new DomainError('target.auth_failed', { text: 'The stored key is not a private key.' });
  }
  if (/encrypted|passphrase|integrity check|bad decrypt/i.test(key?.message ?? '')) return undefined;
  throw new DomainError('target.auth_failed', { text: 'The private key cannot be read.', cause: key });
};

const passphraseQuestion = (tries: number): Question => ({
  kind: 'passphrase',
  title: 'Passphrase of the private key',
  ...(tries > 0 && { instructions: 'That was not the passphrase.' }),
  fields: [{ label: 'Passphrase', echo: false }],
});
