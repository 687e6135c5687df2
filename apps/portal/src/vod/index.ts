export { type NewChunk, Recordings } from './recordings.js';
export { RecordingsModule } from './recordings.module.js';
export { VodModule } from './vod.module.js';
export { VodWorkerModule } from './vod-worker.module.js';
