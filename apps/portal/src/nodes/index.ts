export { Believed } from './believed.js';
export { failureOf, InnerClient } from './inner-client.js';
export { InnerFace, type InnerQuestion, type InnerReply, jsonReply } from './inner-face.js';
export { LivingNodes } from './living-nodes.js';
export { nodeSecret } from './node-role.js';
export { NODE_DEAD_MS, OwnNode } from './own-node.js';
export { RoleNode } from './role-node.entity.js';
