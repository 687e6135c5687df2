export { LinkPreviewsModule, LinkPreviewsWorkerModule } from './link-previews.module.js';
