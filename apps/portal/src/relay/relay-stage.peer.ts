import { afterEach } from 'vitest';
import { RELAY, usePortal } from '#libs/testing';
import { RelayServer } from './relay-server.js';

/** A portal with a relay, the port of its visitors, and streams that end with each test. */
export const useRelay = (env: Record<string, string> = {}) => {
  const portal = usePortal({ ...RELAY, ...env });
  const open: { destroy(): void }[] = [];
  afterEach(() => open.splice(0).forEach((stream) => stream.destroy()));
  const keep = <T extends { destroy(): void }>(stream: T): T => {
    open.push(stream);
    return stream;
  };
  return { portal, keep, port: (): number => portal.get(RelayServer).port };
};
