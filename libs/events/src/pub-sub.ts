/** Messages to every process, this one included: at most once, in order per sender. For what may be lost when a process is away; events that must not be lost go through the EventBus. */
export abstract class PubSub {
  private readonly handlers = new Map<string, Set<(data: never) => void>>();

  constructor(private readonly onHandlerError: (error: unknown) => void) {}

  /** `data` must survive JSON; at most 1 MiB of it. */
  abstract publish(topic: string, data: unknown): Promise<void>;

  abstract open(): Promise<void>;

  abstract close(): Promise<void>;

  /** Returns the unsubscription. `T` is what publishers of the topic send. */
  subscribe<T>(topic: string, handler: (data: T) => void): () => void {
    const handlers = this.handlers.get(topic) ?? new Set();
    this.handlers.set(topic, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      if (handlers.size === 0) this.handlers.delete(topic);
    };
  }

  protected deliver(topic: string, data: unknown): void {
    for (const handler of this.handlers.get(topic) ?? []) {
      try {
        (handler as (data: unknown) => void)(data);
      } catch (error) {
        this.onHandlerError(error);
      }
    }
  }
}

export const MAX_PUBLISH_BYTES = 1024 * 1024;
