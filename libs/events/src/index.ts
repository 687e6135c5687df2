export * from './commit-log.js';
export * from './event.js';
export * from './event-bus.js';
export * from './listen-connection.js';
export * from './postgres-pub-sub.js';
export * from './pub-sub.js';
export * from './redis-pub-sub.js';
export * from './shared-state.js';
