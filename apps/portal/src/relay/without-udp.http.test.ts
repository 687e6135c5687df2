import { afterAll, describe, expect, it, vi } from 'vitest';
import { freePort, RELAY, usePortal } from '#libs/testing';
import { LeaseClient, refusalOf } from '../sdk-lease/lease-client.peer.js';
import { UdpRelay } from './engine/udp/udp-relay.js';

const firstPort = await freePort();

describe('a relay on a machine QUIC has no build for', () => {
  // Before the portal starts.
  const absent = vi.spyOn(UdpRelay, 'isAvailable').mockReturnValue(false);
  afterAll(() => absent.mockRestore());
  const ports = { MIN_PORT: `${firstPort}`, MAX_PORT: `${firstPort + 3}` };
  const portal = usePortal({ ...RELAY, ...ports, UDP_ENABLED: 'on', TCP_ENABLED: 'on' });

  it('says that it has no UDP before a client signs anything, and offers none', async () => {
    expect(refusalOf(await new LeaseClient(portal).challenge({ udp_enabled: true }))).toBe('503 feature_unavailable');
    const { body } = await portal.fetch('/ui/state');
    expect(body.data.relay).toMatchObject({ is_running: true, udp_enabled: false, tcp_enabled: true });
  });

  it('has everything else', async () => {
    const client = new LeaseClient(portal);
    expect((await client.register({ tcp_enabled: true })).status).toBe(201);
    expect(client.lease).toMatchObject({ udp_enabled: false, tcp_enabled: true });
  });
});
