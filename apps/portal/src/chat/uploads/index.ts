export { ChatUploadsModule } from './chat-uploads.module.js';
export { ImageCodec } from './image-codec.js';
export { IMAGE_HEADERS } from './image-headers.js';
export { ChatUploads } from './chat-uploads.js';
