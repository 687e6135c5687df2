import {
  ERRORS,
  type ChatClientFrame,
  type ChatServerFrame,
  type ErrorCode,
  type ErrorFrame,
  type FrameOf,
} from '#libs/contracts';
import { ApiError, networkError } from '../../../shared/api/api-error.js';

/** Longest wait for an answer while the connection stands. */
const ANSWER_MS = 10_000;

type Answer = { ref?: string | number } & Ack;

/** What the server says of a frame it has taken. */
export type Ack = Partial<Pick<FrameOf<ChatServerFrame, 'ack'>, 'id' | 'seq' | 'created_at' | 'duplicate'>>;

interface Waiting {
  resolve: (ack: Ack) => void;
  reject: (error: ApiError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** Frames that are answered: each gets a `ref`, and its `ack` or `error` ends the wait. */
export class FrameRequests {
  private next = 1;
  private readonly waiting = new Map<string | number, Waiting>();

  constructor(private readonly send: (frame: ChatClientFrame) => boolean) {}

  /** @throws ApiError what the server said, or `network.unreachable` when no answer came */
  ask(frame: ChatClientFrame): Promise<Ack> {
    const ref = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(ref, networkError(undefined)), ANSWER_MS);
      this.waiting.set(ref, { resolve, reject, timer });
      if (!this.send({ ...frame, ref })) this.fail(ref, networkError(undefined));
    });
  }

  onAnswer({ ref, ...answer }: Answer): void {
    if (ref !== undefined) this.take(ref)?.resolve(answer);
  }

  /** False when the error is not the answer to a request. */
  onError({ ref, ...error }: ErrorFrame): boolean {
    const waiting = ref === undefined ? undefined : this.take(ref);
    waiting?.reject(errorOf(error));
    return waiting !== undefined;
  }

  /** The connection is gone, and the answers with it. */
  drop(): void {
    for (const ref of [...this.waiting.keys()]) this.fail(ref, networkError(undefined));
  }

  private fail(ref: string | number, error: ApiError): void {
    this.take(ref)?.reject(error);
  }

  private take(ref: string | number): Waiting | undefined {
    const waiting = this.waiting.get(ref);
    clearTimeout(waiting?.timer);
    this.waiting.delete(ref);
    return waiting;
  }
}

/** An error frame as the rest of the web app knows failures. */
export const errorOf = ({ code, message, details }: Omit<ErrorFrame, 'ref'>): ApiError => {
  const known: ErrorCode = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal';
  return new ApiError({ status: ERRORS[known].http, code: known, message, details });
};
