/** The answer to a bad frame, and the last frame before a WebSocket closes for a reason. A's clients read `message`. */
export interface ErrorFrame {
  type: 'error';
  message: string;
  /** A row of the error table. */
  code: string;
  details?: unknown;
  /** The type of the frame that failed. */
  in_reply_to?: string;
  /** The `ref` of the frame that failed. */
  ref?: string | number;
}
