import { lazyRouteComponent } from '@tanstack/react-router';

const backOnline = (): Promise<unknown> =>
  new Promise((resolve) => addEventListener('online', resolve, { once: true }));

/**
 * A page whose code comes when it is first opened. Without a network it stays on the way until there is one again: the
 * router's own answer to missing code is to reload, which offline would end in the browser's error page.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine) throw error;
      await backOnline();
      return load();
    }
  }, name);
