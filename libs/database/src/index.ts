export * from './advisory-locks.js';
export * from './data-source.js';
export * from './outbox.entity.js';
export * from './pool.js';
export * from './prepare.js';
export * from './prepared-statement.js';
