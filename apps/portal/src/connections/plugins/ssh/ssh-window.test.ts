import { randomBytes } from 'node:crypto';
import type { ServerChannel } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, SessionLab, SshServerPeer, TerminalClient } from '#libs/testing';

/** Stands on internals of ssh2: this file is what an upgrade has to pass. */
describe('the window of an ssh channel', () => {
  const lab = new SessionLab();
  const data = randomBytes(8_000_000);
  let sent = 0;
  const peer = new SshServerPeer({
    shell: (channel: ServerChannel) => {
      channel.once('data', () => {
        const more = (): void => {
          while (sent < data.length) {
            const chunk = data.subarray(sent, sent + 32_768);
            sent += chunk.length;
            if (!channel.write(chunk)) return void channel.once('drain', more);
          }
          channel.exit(0);
          channel.end();
        };
        more();
      });
    },
  });
  beforeAll(async () => {
    await Promise.all([lab.open(), peer.open()]);
    lab.entries.set('box', { port: peer.port, config: { username: 'me' } });
  });
  afterAll(async () => {
    await lab.close();
    await peer.close();
  });

  it('holds nothing in the portal for a viewer that does not read, and loses nothing once it does', async () => {
    const client = await TerminalClient.open(lab.path('box', 'cols=80&rows=24'), { acks: false });
    const { window } = await client.frame('session');
    client.type('go');
    const [live] = lab.registry.list();
    await eventually('a standstill within the window', async () => {
      const at = client.offset;
      for (let ping = 0; ping < 3; ping++) {
        client.send({ type: 'ping' });
        await client.frame('pong');
      }
      return at > 0 && client.offset === at && live!.session!.bytesOut === at;
    });
    expect(client.offset).toBeLessThanOrEqual(window);

    client.acks = true;
    client.ack();
    expect(await client.frame('exit')).toMatchObject({ code: 0 });
    expect(client.output.equals(data)).toBe(true);
  });
});
