import { randomUUID } from 'node:crypto';
import type { TerminalPrompt } from '#libs/contracts';
import type { Question } from './connection-plugin.js';

/** A person may look for a second factor; a client that does not know prompts must not wait for ever. */
export const PROMPT_MS = 2 * 60_000;

/** Questions put to one viewer and not answered yet. */
export class TerminalPrompts {
  private readonly open = new Map<string, (answers: string[] | null) => void>();
  private isClosed = false;

  constructor(private readonly send: (prompt: TerminalPrompt) => void) {}

  /** Null when the viewer declines, leaves or says nothing for `PROMPT_MS`. */
  ask(question: Question): Promise<string[] | null> {
    if (this.isClosed) return Promise.resolve(null);
    return new Promise((resolve) => {
      const id = randomUUID();
      const timer = setTimeout(() => this.answer(id, null), PROMPT_MS);
      this.open.set(id, (answers) => {
        clearTimeout(timer);
        this.open.delete(id);
        resolve(answers);
      });
      this.send({ type: 'prompt', id, ...question });
    });
  }

  /** An answer to a question that is no longer open is ignored: it may have crossed its end. */
  answer(id: string, answers: string[] | null): void {
    this.open.get(id)?.(answers);
  }

  close(): void {
    this.isClosed = true;
    for (const settle of this.open.values()) settle(null);
  }
}
