import { api, body } from '../../shared/api/client.js';

/** `always`: also while the portal is open in some browser. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on' | 'always';

const WISHES = ['on', 'always'] as const;
export type PushWish = (typeof WISHES)[number];

const WORKER = '/push-worker.js';

const isSupported = (): boolean =>
  isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const currentSubscription = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** Whether this browser takes Web Push (RFC 8030) for the portal. */
export const pushState = async (userId: number): Promise<PushState> => {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return (await currentSubscription()) ? (wish.get(userId) ?? 'on') : 'off';
};

/**
 * Asks for the permission where it is missing, so it must follow a click.
 * @throws ApiError from the portal, DOMException from the browser or its push service
 */
export const enablePush = async (userId: number, wanted: PushWish): Promise<PushState> => {
  if ((await Notification.requestPermission()) !== 'granted') return pushState(userId);
  await subscribe(wanted);
  wish.set(userId, wanted);
  return wanted;
};

export const disablePush = async (userId: number): Promise<PushState> => {
  wish.set(userId, undefined);
  await unsubscribe();
  return pushState(userId);
};

/** For whoever signs out: what is theirs must not show up in a browser that is somebody else's next. */
export const pausePush = async (): Promise<void> => {
  if (isSupported()) await unsubscribe();
};

/** For whoever signs in, where they had wanted it. The browser asks nothing again. */
export const resumePush = async (userId: number): Promise<void> => {
  const wanted = wish.get(userId);
  if (!isSupported() || !wanted || Notification.permission !== 'granted') return;
  // Also one there is: at the portal it ends with the sign-in it was made in.
  await subscribe(wanted);
};

const subscribe = async (wanted: PushWish): Promise<void> => {
  const { public_key } = await body(api.GET('/api/push/public-key'));
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  // One that was made for another key of the portal takes nothing from it any more.
  if (known && keyOf(known) !== public_key) await known.unsubscribe();
  const fresh = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: public_key });
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = fresh.toJSON();
  const always = wanted === 'always';
  await body(api.POST('/api/push/subscriptions', { body: { endpoint, keys: { p256dh, auth }, always } }));
};

/** First at the portal, while somebody is signed in. */
const unsubscribe = async (): Promise<void> => {
  const current = await currentSubscription();
  if (!current) return;
  try {
    await body(api.DELETE('/api/push/subscriptions', { body: { endpoint: current.endpoint } }));
  } finally {
    await current.unsubscribe();
  }
};

/** The key a subscription was made for, as the portal writes it. */
const keyOf = ({ options }: PushSubscription): string => {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

/** Of each person who uses this browser. */
const wish = {
  key: (userId: number): string => `portal.push.${userId}`,
  get(userId: number): PushWish | undefined {
    try {
      return WISHES.find((one) => one === localStorage.getItem(this.key(userId)));
    } catch {
      return undefined;
    }
  },
  set(userId: number, wanted: PushWish | undefined): void {
    try {
      if (wanted) localStorage.setItem(this.key(userId), wanted);
      else localStorage.removeItem(this.key(userId));
    } catch {
      // Private windows may refuse storage; after the next sign-in it is off.
    }
  },
};
