export * from './quic-config.js';
export * from './quic-connection.js';
export * from './quiche.js';
