// Shows what the portal pushes (RFC 8030) while none of its tabs is looked at, and leads there when it is clicked.
// A file of its own at the root, because a service worker's reach begins where it lies.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

const read = (data) => {
  try {
    return data.json();
  } catch {
    return {};
  }
};

const show = async ({ title, message, link, tag }) => {
  // Whoever looks at the portal sees the bell.
  if ((await windows()).some(({ focused }) => focused)) return;
  await self.registration.showNotification(title || 'Open Relay Portal', {
    body: message || '',
    tag: tag || undefined,
    icon: '/favicon.svg',
    data: { link: link || '/' },
  });
};

/** Only ever a page of this portal. */
const addressOf = (link) => {
  const address = new URL(link, self.location.origin);
  return address.origin === self.location.origin ? address.href : self.location.origin;
};

const open = async (link) => {
  const [shown] = await windows();
  if (!shown) return self.clients.openWindow(addressOf(link));
  await shown.focus();
  // The app itself goes there, without loading anew.
  shown.postMessage({ type: 'open', link });
};

self.addEventListener('push', (event) => event.waitUntil(show(event.data ? read(event.data) : {})));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.link ?? '/'));
});
