import type { ErrorFrame } from './error.js';

/**
 * Terminals on `/ws/ssh/{service}`, `/ws/terminal/{service}` and `/ws/user-connection/{id}`.
 *
 * Two dialects share one vocabulary:
 * - the public one of specification A: JSON text messages only, bytes as `input`/`output` strings;
 * - subprotocol `portal.terminal.v1`: binary messages are the raw bytes of the terminal in both directions, text
 *   messages are the control frames below. The server sends at most `window` unacknowledged bytes; the client
 *   answers with `ack` as it has *rendered* them. Offsets count output bytes since the session began. The client in
 *   turn keeps at most `input_window` bytes of input that the server has not reported as `taken`.
 *
 * Clients of A ignore unknown types, so the additions do not disturb them. Query of all paths: `cols` and `rows` (or a
 * first `resize` within 300 ms), `session` and `offset` to attach again, `resume=1` for a JSON client whose session is
 * to outlive its socket.
 */
export const TERMINAL_SUBPROTOCOL = 'portal.terminal.v1';

export type TerminalClientFrame =
  | { type: 'input'; data: string }
  | { type: 'resize'; cols: number; rows: number }
  | { type: 'ping' }
  /** Subprotocol only: `offset` is the number of output bytes rendered so far. */
  | { type: 'ack'; offset: number }
  /** The answers to a `prompt`, in its order; `null` cancels. */
  | { type: 'answer'; id: string; answers: string[] | null }
  /** Ends the session instead of detaching from it. */
  | { type: 'close' };

export interface TerminalPrompt {
  type: 'prompt';
  id: string;
  /** `hostkey` expects one answer: `yes` (pin and go on), `once` or `no`. */
  kind: 'hostkey' | 'password' | 'passphrase' | 'keyboard-interactive';
  title: string;
  instructions?: string;
  fields: { label: string; echo: boolean }[];
  hostkey?: { host: string; port: number; algorithm: string; fingerprint: string };
}

export type TerminalServerFrame =
  | { type: 'output'; data: string }
  | { type: 'pong' }
  /** Subprotocol only: how many input bytes of this attachment the far side has accepted. */
  | { type: 'taken'; offset: number }
  | ErrorFrame
  /**
   * First frame of every attachment. `session` is what `?session=` takes to attach again within `reattach_s`
   * seconds; `offset` is the number of the first byte that follows, `replayed` how many of them were seen by an
   * earlier attachment (0 for a new session), `truncated` whether older output was lost from the scrollback.
   */
  | {
      type: 'session';
      session: string;
      offset: number;
      replayed: number;
      truncated: boolean;
      window: number;
      input_window: number;
      reattach_s: number;
      resumed: boolean;
    }
  | TerminalPrompt
  /** Progress of opening, for a person: resolving, connecting, authenticating, open. */
  | { type: 'status'; state: 'connecting' | 'authenticating' | 'open'; detail?: string }
  | { type: 'exit'; code: number | null; signal: string | null };

export type FrameOf<U extends { type: string }, T extends U['type']> = Extract<U, { type: T }>;
