export type { WebSocket } from 'ws';
export * from './byte-road.js';
export * from './credential-source.js';
export type { CreditWindowOptions } from './credit-window.js';
export * from './frame-road.js';
export * from './heartbeat.js';
export * from './hijack.js';
export * from './socket-places.js';
export * from './upgrade-router.js';
