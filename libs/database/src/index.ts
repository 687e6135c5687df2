export * from './data-source.js';
export * from './outbox.entity.js';
export * from './prepare.js';
