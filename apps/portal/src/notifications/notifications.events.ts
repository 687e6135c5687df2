import { defineEvent } from '#libs/events';

/** A user's notifications are others now. */
export const NotificationsChanged = defineEvent<{ user_id: number; unread_count: number }>(
  'notifications.notifications_changed',
);
