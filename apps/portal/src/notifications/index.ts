export type { Notice, NoticeType } from './notice.js';
export { NotificationStoreModule, NotificationsModule, NotificationsWorkerModule } from './notifications.module.js';
export { NotificationsService } from './notifications.service.js';
