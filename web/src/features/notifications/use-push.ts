import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMe } from '../auth/session.js';
import { resumePush } from './push.js';

/** Keeps the browser subscribed where the person wants that, and goes where they click (`public/push-worker.js`). */
export const usePush = (): void => {
  const router = useRouter();
  const { id } = useMe();

  useEffect(() => {
    // It can be switched on by hand; nobody has asked just now.
    resumePush(id).catch(() => undefined);
  }, [id]);

  useEffect(() => {
    const worker: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    const follow = ({ data }: MessageEvent<unknown>): void => {
      const link = linkOf(data);
      if (link) void router.navigate({ href: link });
    };
    worker?.addEventListener('message', follow);
    return () => worker?.removeEventListener('message', follow);
  }, [router]);
};

const linkOf = (data: unknown): string | undefined => {
  const { type, link } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  return type === 'open' && typeof link === 'string' && isOwnPage(link) ? link : undefined;
};

/** A path below this portal; `//host` would be another one. */
export const isOwnPage = (link: string): boolean => /^\/(?![/\\])/.test(link);
