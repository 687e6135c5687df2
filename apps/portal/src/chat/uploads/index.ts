export { ChatUploadsModule } from './chat-uploads.module.js';
export { ChatUploads } from './chat-uploads.js';
