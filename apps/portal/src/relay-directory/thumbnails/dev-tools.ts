/** How the Chrome DevTools Protocol reaches a browser: one JSON text a message. */
export interface DevToolsWire {
  send(message: string): void;
  /** Called once. */
  listen(handlers: { onMessage(message: string): void; onClose(): void }): void;
}

interface Incoming {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  sessionId?: string;
  result?: Record<string, unknown>;
  error?: { message?: string };
}

interface Pending {
  resolve(result: Record<string, unknown>): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

const COMMAND_MS = 5_000;

/** Commands to a browser and its events. A browser that goes away fails all that waits. */
export class DevTools {
  private readonly pending = new Map<number, Pending>();
  private readonly handlers = new Map<string, ((params: Record<string, unknown>) => void)[]>();
  private lastId = 0;
  private isClosed = false;
  /** Of the page that is attached to. */
  private sessionId: string | undefined;

  constructor(private readonly wire: DevToolsWire) {
    wire.listen({ onMessage: (message) => this.receive(message), onClose: () => this.close() });
  }

  /** From then on commands are for this page, and its events are heard. */
  attach(sessionId: string): void {
    this.sessionId = sessionId;
  }

  /** @throws Error — refused, not answered within 5 s, or the browser is gone */
  send(method: string, params: object = {}, timeoutMs = COMMAND_MS): Promise<Record<string, unknown>> {
    if (this.isClosed) return Promise.reject(new Error('The browser is gone.'));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id)?.reject(new Error(`${method} was not answered.`)), timeoutMs);
      this.pending.set(id, { resolve, reject, timer });
      this.wire.send(JSON.stringify({ id, method, params, ...(this.sessionId && { sessionId: this.sessionId }) }));
    });
  }

  on(event: string, handler: (params: Record<string, unknown>) => void): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  close(): void {
    this.isClosed = true;
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new Error('The browser is gone.'));
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as Incoming;
    if (message.id !== undefined) {
      const waiting = this.settle(message.id);
      if (message.error) waiting?.reject(new Error(message.error.message ?? 'refused'));
      else waiting?.resolve(message.result ?? {});
      return;
    }
    if (message.sessionId !== this.sessionId) return;
    for (const handler of this.handlers.get(message.method ?? '') ?? []) handler(message.params ?? {});
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
