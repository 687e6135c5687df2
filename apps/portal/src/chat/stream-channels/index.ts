export { StreamChannels } from './stream-channels.js';
export { StreamChannelsModule } from './stream-channels.module.js';
