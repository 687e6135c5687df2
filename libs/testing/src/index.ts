export * from './database.js';
export * from './use-portal.js';
