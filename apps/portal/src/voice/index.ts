export { IceServers } from './ice-servers.js';
export { VoiceModule } from './voice.module.js';
