export * from './conditions.js';
export * from './database.js';
export * from './peers/free-port.js';
export * from './peers/ssh-server.peer.js';
export * from './peers/sshd.peer.js';
export * from './require-package.js';
export * from './use-portal.js';
