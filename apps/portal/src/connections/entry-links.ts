import type { ConnectionPlugin, Viewer } from './connection-plugin.js';

/** The web app's page of each viewer. */
const PAGES: Record<Viewer, string | null> = {
  terminal: '/terminal/connect',
  vnc: '/vnc/connect',
  rdp: '/vnc/connect',
  spice: '/spice/connect',
  proxmox: '/proxmox/connect',
  browser: '/browser',
  media: '/media/connect',
  info: null,
};

/** Null where there is nothing to show but the address. */
export const viewerUrl = (
  { viewer }: ConnectionPlugin,
  origin: 'connection' | 'service',
  id: string | number,
): string | null => {
  const page = PAGES[viewer];
  return page === null ? null : `${page}?${origin}=${id}`;
};

const hasSocket = ({ wire }: ConnectionPlugin): boolean => wire !== 'none' && wire !== 'http';

export const connectionSocketUrl = (plugin: ConnectionPlugin, id: string): string | null =>
  hasSocket(plugin) ? `/ws/user-connection/${id}` : null;

export const serviceSocketUrl = (plugin: ConnectionPlugin, id: number): string | null =>
  hasSocket(plugin) ? `/ws/${plugin.id}/${id}` : null;
