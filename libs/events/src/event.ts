/** A domain event: something that happened, past tense, `feature.thing_happened`. `T` is a contract shape, never an entity. */
export interface EventDefinition<T> {
  readonly name: string;
  /** Only carries the type. */
  readonly payload?: T;
}

export const defineEvent = <T extends object>(name: string): EventDefinition<T> => ({ name });

/** What a listener gets beside the payload. `id` is stable over redeliveries: dedupe by it. */
export interface EventMeta {
  id: string;
  createdAt: Date;
}

export type EventHandler<T> = (payload: T, meta: EventMeta) => Promise<void> | void;
