import { describe, expect, it } from 'vitest';
import { eventually, freePort, RELAY, usePortal } from '#libs/testing';
import { TunnelLab, visit } from './tunnel-lab.peer.js';

const port = await freePort();

describe('a relay that is started again', () => {
  const portal = usePortal({ ...RELAY, SNI_PORT: `${port}` });
  const lab = new TunnelLab();

  it('serves the same names again within 5 s', async () => {
    const target = await lab.http((_request, response) => response.end('hello'));
    const { tunnel, states, problems } = await lab.expose({
      target,
      name: 'demo',
      relays: [`https://localhost:${port}`],
    });
    const [publicUrl] = tunnel.publicUrls;
    await portal.stop();
    await eventually('the loss', () => tunnel.statuses[0]!.state === 'connecting');
    await portal.start();
    const back = performance.now();
    await eventually('the return', () => tunnel.publicUrls.length === 1);
    expect(performance.now() - back).toBeLessThan(5_000);
    expect(await visit(publicUrl!)).toMatchObject({ body: 'hello' });
    expect(states.map(({ state }) => state)).toEqual([
      'connecting',
      'checking',
      'online',
      'connecting',
      'checking',
      'online',
    ]);
    expect(problems.map(({ code }) => code)).toContain('relay.unreachable');
  });
});
