import { WebSocket } from 'ws';
import type { ChatClientFrame, ChatServerFrame } from '#libs/contracts';

type Frame<T extends ChatServerFrame['type']> = Extract<ChatServerFrame, { type: T }>;
/** Of each kind of client frame, without its `ref`. */
type Sent = ChatClientFrame extends infer F ? (F extends ChatClientFrame ? F : never) : never;

/** A chat socket that remembers every frame and lets a test wait for the next one of a type. */
export class ChatClient {
  readonly frames: ChatServerFrame[] = [];
  /** What the server closed it with. */
  closed: { code: number; reason: string } | undefined;
  private readonly taken = new Set<ChatServerFrame>();
  private readonly waiting = new Set<() => void>();
  private refs = 0;

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as ChatServerFrame);
      this.wake();
    });
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    ws.on('error', () => undefined);
  }

  static async open(url: string, token: string): Promise<ChatClient> {
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/ws/chat?token=${token}`);
    const client = new ChatClient(ws);
    await new Promise<void>((resolve, reject) => ws.once('open', resolve).once('error', reject));
    return client;
  }

  send(frame: Sent | Record<string, unknown> | string): void {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends with a `ref` and waits for its answer. @throws the error frame's code */
  async ask(frame: Sent | Record<string, unknown>): Promise<Frame<'ack'>> {
    const ref = `r${++this.refs}`;
    this.send({ ...frame, ref });
    const answer = await this.until(
      (sent): sent is Frame<'ack'> | Frame<'error'> => 'ref' in sent && sent.ref === ref && sent.type !== 'history',
    );
    if (answer.type === 'error') throw Object.assign(new Error(answer.code), { frame: answer });
    return answer;
  }

  async join(channel: string, afterSeq?: number): Promise<void> {
    await this.ask({ type: 'join', channel, ...(afterSeq !== undefined && { after_seq: afterSeq }) });
  }

  /** Says something in a channel; its id. */
  async say(channel: string, message: string, more: object = {}): Promise<number> {
    const { id } = await this.ask({ type: 'message', channel, message, ...more });
    return id!;
  }

  /** The first frame of the type nobody has taken yet. */
  next<T extends ChatServerFrame['type']>(
    type: T,
    matches: (frame: Frame<T>) => boolean = () => true,
  ): Promise<Frame<T>> {
    return this.until((frame): frame is Frame<T> => frame.type === type && matches(frame as Frame<T>));
  }

  of<T extends ChatServerFrame['type']>(type: T): Frame<T>[] {
    return this.frames.filter((frame): frame is Frame<T> => frame.type === type);
  }

  /** After this, whatever the server had sent before is in `frames`. */
  async settle(): Promise<void> {
    const ref = `s${++this.refs}`;
    this.send({ type: 'ping', ref });
    await this.until((frame): frame is Frame<'pong'> => frame.type === 'pong' && frame.ref === ref);
  }

  close(): void {
    this.ws.terminate();
  }

  private async until<F extends ChatServerFrame>(matches: (frame: ChatServerFrame) => frame is F): Promise<F> {
    for (;;) {
      const found = this.frames.find((frame): frame is F => !this.taken.has(frame) && matches(frame));
      if (found) {
        this.taken.add(found);
        return found;
      }
      if (this.closed) throw new Error(`The socket closed with ${this.closed.code} ${this.closed.reason}.`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
