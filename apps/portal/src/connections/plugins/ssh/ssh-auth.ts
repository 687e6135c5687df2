import type { AnyAuthMethod, AuthenticationType, ParsedKey, Prompt } from 'ssh2';
import type { Question } from '../../connection-plugin.js';
import { MAX_TRIES } from './ssh-private-key.js';

export interface SshIdentity {
  username: string;
  key?: ParsedKey | undefined;
  password?: string | undefined;
}

/** What the server said to the last attempt (RFC 4252 §5.1). */
export interface AuthVerdict {
  left: readonly AuthenticationType[];
  partialSuccess: boolean;
}

type Ask = (question: Question) => Promise<string[] | null>;
type Attempts = AsyncGenerator<AnyAuthMethod, void, AuthVerdict>;

/**
 * The order of attempts: none (which tells what the server takes), key, keyboard-interactive, password. Whatever is
 * not stored is asked for, so second factors work with every first one. Ends when nothing is left to try.
 */
export async function* sshAttempts(identity: SshIdentity, ask: Ask): Attempts {
  const { username, key, password } = identity;
  let verdict = yield { type: 'none', username };
  if (key) {
    if (!verdict.left.includes('publickey')) return;
    verdict = yield { type: 'publickey', username, key };
    if (!verdict.partialSuccess) return;
  }

  const interactive = new InteractiveAnswers(password, ask);
  for (let tries = 0; verdict.left.includes('keyboard-interactive') && tries < MAX_TRIES; tries++) {
    verdict = yield interactive.attempt(username);
    if (!verdict.partialSuccess && interactive.isPointless) break;
  }
  if (interactive.isCancelled || interactive.sawPassword) return;

  for (let tries = 0; verdict.left.includes('password') && tries < MAX_TRIES; tries++) {
    const secret = password ?? (await ask(passwordQuestion(username, tries)))?.[0];
    if (secret === undefined) return;
    verdict = yield { type: 'password', username, password: secret };
    if (password !== undefined && !verdict.partialSuccess) return;
  }
}

const passwordQuestion = (username: string, tries: number): Question => ({
  kind: 'password',
  title: `Password of ${username}`,
  ...(tries > 0 && { instructions: 'That was not the password.' }),
  fields: [{ label: 'Password', echo: false }],
});

/** Answers a server's questions (RFC 4256): the stored password once an attempt, everything else by the person. */
class InteractiveAnswers {
  isCancelled = false;
  sawPassword = false;
  private usedStored = false;
  private asked = false;

  constructor(
    private readonly password: string | undefined,
    private readonly ask: Ask,
  ) {}

  /** The last attempt used nothing that another one could do better. */
  get isPointless(): boolean {
    return this.isCancelled || !this.asked;
  }

  attempt(username: string): AnyAuthMethod {
    this.usedStored = this.asked = false;
    return {
      type: 'keyboard-interactive',
      username,
      prompt: (name, instructions, _language, prompts, finish) => {
        void this.answer(name, instructions, prompts).then(finish);
      },
    };
  }

  private async answer(name: string, instructions: string, prompts: Prompt[]): Promise<string[]> {
    const isPassword = prompts.length === 1 && !prompts[0]!.echo && /password/i.test(prompts[0]!.prompt);
    if (isPassword) this.sawPassword = true;
    if (isPassword && this.password !== undefined && !this.usedStored) {
      this.usedStored = true;
      return [this.password];
    }
    this.asked = true;
    const answers = this.isCancelled
      ? null
      : await this.ask({
          kind: 'keyboard-interactive',
          title: name || 'The server asks',
          ...(instructions && { instructions }),
          fields: prompts.map(({ prompt, echo = false }) => ({ label: prompt.trim(), echo })),
        });
    if (!answers) this.isCancelled = true;
    return prompts.map((_, at) => answers?.[at] ?? '');
  }
}
