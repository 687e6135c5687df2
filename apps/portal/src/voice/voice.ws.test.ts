import { afterAll, describe, expect, it } from 'vitest';
import { PortalConfig } from '#libs/config';
import { ChatClient, type TestUser, usePortal } from '#libs/testing';
import { IceServers } from './ice-servers.js';

describe('voice signalling', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterAll(() => clients.forEach((client) => client.close()));

  const open = async (user: TestUser, url = portal.url): Promise<ChatClient> => {
    const client = await ChatClient.open(url, user.token);
    clients.push(client);
    return client;
  };
  const talking = async (user: TestUser, url?: string): Promise<ChatClient> => {
    const client = await open(user, url);
    await client.join('general');
    await client.ask({ type: 'voice_join' });
    return client;
  };

  it('introduces those in a room and passes on what they say to one another', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const adas = await talking(ada);
    expect(await adas.next('voice_joined')).toMatchObject({ room: 'channel:1', users: [] });
    const bobs = await talking(bob);
    expect((await bobs.next('voice_joined')).users).toMatchObject([{ user_id: ada.id, username: ada.username }]);
    expect(await adas.next('voice_user_joined')).toMatchObject({ user_id: bob.id, muted: false });
    await bobs.ask({ type: 'voice_signal', target_user_id: ada.id, signal: { sdp: 'offer' } });
    expect(await adas.next('voice_signal')).toMatchObject({ from_user_id: bob.id, signal: { sdp: 'offer' } });
    await bobs.ask({ type: 'voice_mute', muted: true });
    expect(await adas.next('voice_state')).toMatchObject({ user_id: bob.id, muted: true });
    bobs.send({ type: 'voice_speaking', speaking: true });
    bobs.send({ type: 'voice_speaking', speaking: true });
    bobs.send({ type: 'voice_speaking', speaking: false });
    expect(await adas.next('voice_speaking')).toMatchObject({ user_id: bob.id, speaking: true });
    expect(await adas.next('voice_speaking')).toMatchObject({ speaking: false });
    bobs.close();
    expect(await adas.next('voice_user_left')).toMatchObject({ user_id: bob.id });
    await adas.ask({ type: 'voice_leave' });
  });

  it('reaches the sockets of another process', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const sibling = (await portal.startSibling())!;
    const adas = await talking(ada);
    const bobs = await talking(bob, sibling);
    await adas.next('voice_user_joined', ({ user_id }) => user_id === bob.id);
    await adas.ask({ type: 'voice_signal', target_user_id: bob.id, signal: 'hello' });
    expect(await bobs.next('voice_signal')).toMatchObject({ from_user_id: ada.id, signal: 'hello' });
  });

  it('refuses who is not in the room, and rooms one may not see', async () => {
    const [ada, bob, eve] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const { body } = await portal.fetch('/api/dm/conversations', { as: ada, body: { user_id: bob.id } });
    const eves = await open(eve);
    await expect(eves.ask({ type: 'voice_join' })).rejects.toThrow('request.invalid');
    await expect(eves.ask({ type: 'voice_join', room: `dm:${body.id}` })).rejects.toThrow('conversation.not_found');
    await expect(eves.ask({ type: 'voice_join', room: 'dm:x' })).rejects.toThrow('channel.not_found');
    await expect(eves.ask({ type: 'voice_mute', muted: true })).rejects.toThrow('voice.not_joined');
    const adas = await open(ada);
    await adas.ask({ type: 'voice_join', room: `dm:${body.id}` });
    await eves.join('general');
    await eves.ask({ type: 'voice_join' });
    await expect(eves.ask({ type: 'voice_signal', target_user_id: ada.id, signal: 1 })).rejects.toThrow(
      'user.not_found',
    );
  });

  it('is shown out with a sanction', async () => {
    const [ada, admin] = await Promise.all([portal.make.user(), portal.make.user({ role: 'admin' })]);
    const adas = await talking(ada);
    await portal.fetch('/api/admin/moderation/timeout', { as: admin, body: { user_id: ada.id, minutes: 5 } });
    await adas.next('voice_left');
    await expect(adas.ask({ type: 'voice_join' })).rejects.toThrow('chat.muted');
  });

  it('tells where to find servers, with credentials of the caller', async () => {
    const ada = await portal.make.user();
    const answer = await portal.fetch('/api/voice/ice-servers', { as: ada });
    expect(answer.body).toEqual({ ice_servers: [{ urls: 'stun:stun.l.google.com:19302' }] });
    const servers = new IceServers(
      PortalConfig.read({ PORTAL_STUN_URLS: 'none', PORTAL_TURN_URLS: 'turn:t:3478', PORTAL_TURN_SECRET: 's' }),
    );
    // coturn: base64(hmac-sha1(secret, username)); the figure is openssl's.
    expect(servers.for(7, 0)).toEqual([
      { urls: 'turn:t:3478', username: '86400:7', credential: 'kZFiSSrF/jwz6I2ZlHCeNdYIf0E=' },
    ]);
  });
});
