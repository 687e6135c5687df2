export type { ConnectionEvent } from './callers.js';
export type { ProtocolVersion } from './dialect.js';
export { expose } from './expose.js';
export { ExposureError, type ExposeOptions } from './exposure.js';
export { IdentityError } from './identity-file.js';
export { type Problem, PROBLEM_CODES } from './problem.js';
export type { RelayState, RelayStatus } from './relay-status.js';
export { Tunnel, type TunnelEvents, TunnelRefused } from './tunnel.js';
