export { HttpRelayClient } from './http-relay-client.js';
export { LeaseTraffic } from './lease-traffic.js';
export { OwnRelayNode } from './own-relay-node.js';
export type { ConnectRequest, LeaseStats, NewsSubject, RelayClient, SignAnswer, SignRequest } from './relay-client.js';
export type { RelayCapabilities } from './relay-node.entity.js';
export { RelayAddress } from './relay-address.js';
export { RelayNodes } from './relay-nodes.js';
export { RelayNodesModule } from './relay-nodes.module.js';
