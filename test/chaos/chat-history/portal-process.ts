import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { PortalConfig } from '#libs/config';
import { createLog } from '#libs/telemetry';
import { Blocks } from '../../../apps/portal/src/blocking/index.js';
import { MessageReader } from '../../../apps/portal/src/chat/index.js';
import { openPortal } from '../../../apps/portal/src/roles/portal.js';

/** What the checker asks a portal for: the texts only it can open, and what it remembers. */
type Question = { texts: number[] } | { isBlocked: [blocker: number, blocked: number] };

/** Runs in the child. */
export const servePortal = async (): Promise<void> => {
  const config = PortalConfig.read(process.env);
  const log = createLog({ level: config.get('PORTAL_LOG_LEVEL') });
  const webDir = `${config.get('PORTAL_DATA_DIR')}/web`;
  const { app, url } = await openPortal({ config, log, version: '0.0.0', webDir });
  const reader = app.get(MessageReader, { strict: false });
  const blocks = app.get(Blocks, { strict: false });
  const answer = async (question: Question): Promise<unknown> => {
    if ('isBlocked' in question) return blocks.blockersOf(question.isBlocked[1]).has(question.isBlocked[0]);
    return (await reader.load(question.texts)).map(({ id, text }) => [id, text]);
  };
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    void answer(question).then((value) => process.send!({ id, value }));
  });
  process.once('disconnect', () => process.exit());
  process.send!({ url: `http://127.0.0.1:${url!.port}` });
};

/** One portal in a process of its own, which may be killed and starts again. */
export class PortalProcess {
  /** Undefined while it is down. */
  url: string | undefined;
  kills = 0;
  private child: ChildProcess;
  private questions = 0;

  constructor(private readonly env: Record<string, string>) {}

  async start(): Promise<void> {
    this.child = fork(process.argv[1]!, ['--portal'], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(this.child, 'close').then(() =>
      Promise.reject(new Error('A portal ended before it was ready.')),
    );
    const ready = once(this.child, 'message') as Promise<[{ url: string }]>;
    const [{ url }] = await Promise.race([ready, ended]);
    ended.catch(() => undefined);
    this.url = url;
  }

  /** As the kernel does when memory runs out. */
  async kill(): Promise<void> {
    this.url = undefined;
    this.kills++;
    this.child.kill('SIGKILL');
    await once(this.child, 'close');
  }

  async ask<T>(question: Question): Promise<T> {
    const id = ++this.questions;
    this.child.send({ id, question });
    for (;;) {
      const [answer] = (await once(this.child, 'message')) as [{ id: number; value: T }];
      if (answer.id === id) return answer.value;
    }
  }
}
