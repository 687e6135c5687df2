import type { ErrorCode, TerminalPrompt } from '#libs/contracts';

/** Why a terminal cannot be had, or no longer: a row of the error table with what the server added. */
export interface Refusal {
  code: ErrorCode;
  details?: unknown;
}

export type TerminalState =
  | { name: 'connecting' }
  | { name: 'authenticating' }
  | { name: 'asking'; prompt: TerminalPrompt }
  | { name: 'live' }
  /** The portal has not answered for a while; keys typed now show late. */
  | { name: 'lagging' }
  /** `retryAt` is a time in milliseconds since 1970; without it an attempt is under way. */
  | { name: 'reconnecting'; retryAt?: number }
  | ({ name: 'refused' } & Refusal)
  /** Over for good. `refusal` says why when the program did not end by itself. */
  | { name: 'ended'; exit?: { code: number | null; signal: string | null }; refusal?: Refusal };

export type TerminalStateName = TerminalState['name'];

/** Whether what is typed can reach the far side. */
export const takesInput = ({ name }: TerminalState): boolean => name === 'live' || name === 'lagging';
