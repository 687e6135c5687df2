export { type NewChunk, Recordings } from './recordings.js';
export { RecordingsModule } from './recordings.module.js';
