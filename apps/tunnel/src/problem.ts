/**
 * What can go wrong, by code. `final` ones end a relay's link for good; the codes of a relay's own refusals are those of
 * specification B and may be any text.
 */
export const PROBLEM_CODES = {
  'relay.unreachable': { final: false },
  'relay.untrusted': { final: false },
  'relay.incompatible': { final: true },
  'relay.intercepts': { final: true },
  'relay.reads_along': { final: false },
  'relay.misbehaved': { final: false },
  'probe.inconclusive': { final: false },
  'lease.lost': { final: false },
  'target.unreachable': { final: false },
  'connection.failed': { final: false },
  'connections.too_many': { final: false },
  'udp.unavailable': { final: true },
  'udp.interrupted': { final: false },
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

export interface Problem {
  /** Of {@link PROBLEM_CODES}, or the code a relay refused with. */
  code: string;
  /** For a person. Part of it may come from the relay: control characters are gone. */
  message: string;
  /** The relay it happened with; absent for the local service. */
  relay?: string;
  /** Nothing is tried again. */
  final: boolean;
}

export class TunnelError extends Error {
  override readonly name = 'TunnelError';

  constructor(
    readonly code: ProblemCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
