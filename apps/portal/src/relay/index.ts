export { ApiAddress } from './api-address.js';
export { RelayModule } from './relay.module.js';
export { RelayServer } from './relay-server.js';
