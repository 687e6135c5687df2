export * from './access.js';
export * from './emoji.js';
export * from './errors.js';
export * from './frames/chat.js';
export * from './frames/error.js';
export * from './frames/live.js';
export * from './frames/terminal.js';
export * from './limits.js';
