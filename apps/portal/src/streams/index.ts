export { MediaNodes } from './nodes/media-nodes.js';
export { HlsRoad } from './playback/hls-road.js';
export { StreamsModule } from './streams.module.js';
export { StreamsWorkerModule } from './streams-worker.module.js';
