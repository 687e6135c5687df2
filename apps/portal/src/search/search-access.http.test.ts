import { beforeAll, describe, expect, it } from 'vitest';
import { ChatClient, type TestUser, usePortal } from '#libs/testing';
import { MessageReader } from '../chat/index.js';
import { SearchWorld } from './search-world.js';

describe('who finds what', () => {
  const portal = usePortal();
  const world = new SearchWorld(portal);
  let ada: TestUser;
  let bob: TestUser;
  let eve: TestUser;
  let mod: TestUser;
  let admin: TestUser;
  let room: number;

  beforeAll(async () => {
    ada = await portal.make.user({ username: 'ada' });
    bob = await portal.make.user({ username: 'bob' });
    eve = await portal.make.user({ username: 'eve' });
    mod = await portal.make.user({ username: 'mod', role: 'moderator' });
    admin = await portal.make.user({ username: 'root', role: 'admin' });
    room = await world.channel(ada, 'open');
  });

  const finders = async (q: string): Promise<string[]> => {
    const found: string[] = [];
    for (const user of [ada, bob, eve, mod, admin]) {
      if ((await world.texts(user, { q })).length > 0) found.push(user.username);
    }
    return found;
  };

  it('is everybody in a public channel, and members only in a private one', async () => {
    const closed = await world.channel(ada, 'closed', 'private');
    await portal.fetch(`/api/chat/channels/${closed}/members`, { as: ada, body: { user_id: bob.id } });
    await world.say(room, ada, 'openly');
    await world.say(closed, ada, 'secretively');
    expect(await finders('openly')).toEqual(['ada', 'bob', 'eve', 'mod', 'root']);
    expect(await finders('secretively')).toEqual(['ada', 'bob']);
    expect(await world.texts(admin, { q: 'secretively', channel_id: closed })).toEqual([]);
    await portal.fetch(`/api/chat/channels/${closed}/members/${bob.id}`, { as: ada, method: 'DELETE' });
    expect(await finders('secretively')).toEqual(['ada']);
  });

  it('is only those in a conversation, whatever their role', async () => {
    await world.say(await world.direct(ada, bob), ada, 'privately');
    const group = await world.group(ada, [eve, bob]);
    await world.say(group, eve, 'confidential');
    expect(await finders('privately')).toEqual(['ada', 'bob']);
    expect(await finders('confidential')).toEqual(['ada', 'bob', 'eve']);
    await portal.fetch(`/api/dm/conversations/${group}/leave`, { as: bob, method: 'POST' });
    const left = await finders('confidential');
    expect(left).not.toContain('mod');
    expect(left).not.toContain('root');
  });

  it('ends with the scopes of the key', async () => {
    await world.say(room, ada, 'scoped channel');
    await world.say(await world.direct(ada, bob), ada, 'scoped conversation');
    expect(await world.texts(await portal.make.apiKey(ada.id, 'chat:read'), { q: 'scoped' })).toEqual([
      'scoped channel',
    ]);
    expect(await world.texts(await portal.make.apiKey(ada.id, 'chat:read,dm:read'), { q: 'scoped' })).toHaveLength(2);
    const other = await portal.make.apiKey(ada.id, 'dm:read');
    expect((await portal.fetch('/api/chat/search?q=scoped', { as: other })).status).toBe(403);
  });

  it('ends with a ban from the channel', async () => {
    const banned = await portal.make.user();
    const lively = await world.channel(ada, 'lively');
    await world.say(lively, ada, 'banishable');
    expect(await world.texts(banned, { q: 'banishable' })).toHaveLength(1);
    const body = { user_id: banned.id, room_id: lively };
    expect((await portal.fetch('/api/admin/moderation/ban', { as: mod, body })).status).toBe(200);
    expect(await world.texts(banned, { q: 'banishable' })).toEqual([]);
  });

  it('leaves out whom the caller has blocked', async () => {
    await world.say(room, eve, 'blockable by eve');
    await world.say(room, bob, 'blockable by bob');
    await world.say(room, null, 'blockable by a hook', { senderName: 'hook' });
    expect((await portal.fetch(`/api/users/${eve.id}/block`, { as: bob, method: 'POST' })).status).toBe(200);
    expect(await world.texts(bob, { q: 'blockable' })).toEqual(['blockable by a hook', 'blockable by bob']);
    expect(await world.texts(ada, { q: 'blockable' })).toHaveLength(3);
    await portal.fetch(`/api/users/${eve.id}/block`, { as: bob, method: 'DELETE' });
    expect(await world.texts(bob, { q: 'blockable' })).toHaveLength(3);
  });

  it('leaves out in a group whoever is apart, in a conversation of two nobody', async () => {
    const [group, direct] = [await world.group(ada, [eve, bob]), await world.direct(bob, eve)];
    await world.say(group, eve, 'apart by eve');
    await world.say(group, bob, 'apart by bob');
    await world.say(room, bob, 'apart openly by bob');
    await world.say(direct, bob, 'apart between two');
    const asked = await world.say(room, eve, 'something of eve');
    const [parent] = await portal.get(MessageReader).load([asked]);
    await world.say(room, ada, 'apart quoting eve', { parent });
    expect((await portal.fetch(`/api/users/${eve.id}/block`, { as: bob, method: 'POST' })).status).toBe(200);
    const texts = async (user: TestUser): Promise<string[]> => (await world.texts(user, { q: 'apart' })).toSorted();
    expect(await texts(eve)).toEqual(['apart between two', 'apart by eve', 'apart openly by bob', 'apart quoting eve']);
    expect(await texts(bob)).toEqual(['apart between two', 'apart by bob', 'apart openly by bob', 'apart quoting eve']);
    const quote = async (user: TestUser) => (await world.search(user, { q: 'quoting' })).results[0];
    expect(await quote(ada)).toMatchObject({ reply_preview: { message: 'something of eve' } });
    expect(await quote(bob)).not.toHaveProperty('reply_preview');
    await portal.fetch(`/api/users/${eve.id}/block`, { as: bob, method: 'DELETE' });
  });

  describe('of an anonymous message', () => {
    beforeAll(async () => {
      await world.sayAnonymously(room, eve, 'whisper without a name');
      await world.say(room, eve, 'whisper with a name');
    });

    it('sees no author, unless a moderator', async () => {
      const [, shown] = (await world.search(bob, { q: 'whisper' })).results;
      expect(shown).toMatchObject({ user_id: 0, username: 'Anonymous', anonymous: true, avatar: null });
      expect(JSON.stringify(shown)).not.toContain('eve');
      expect(shown).not.toHaveProperty('author');
      const [, moderated] = (await world.search(mod, { q: 'whisper' })).results;
      expect(moderated.author).toEqual({ user_id: eve.id, username: 'eve' });
    });

    it('does not find it by its author, unless a moderator', async () => {
      for (const user of [ada, bob, eve]) {
        expect(await world.texts(user, { q: 'whisper', from: 'eve' }), user.username).toEqual(['whisper with a name']);
      }
      for (const user of [mod, admin]) expect(await world.texts(user, { q: 'whisper', from: 'eve' })).toHaveLength(2);
    });

    it('learns nothing of the author by blocking', async () => {
      await portal.fetch(`/api/users/${eve.id}/block`, { as: ada, method: 'POST' });
      expect(await world.texts(ada, { q: 'whisper' })).toEqual(['whisper without a name']);
      await portal.fetch(`/api/users/${eve.id}/block`, { as: ada, method: 'DELETE' });
    });
  });

  describe('of a message that is gone or changed', () => {
    it('follows edits and deletions made over the chat road', async () => {
      const client = await ChatClient.open(portal.url, ada.token);
      await client.join('open');
      const id = await client.say('open', 'originally written');
      expect(await finders('originally')).toHaveLength(5);
      await client.ask({ type: 'edit_message', message_id: id, message: 'eventually rewritten' });
      expect(await finders('originally')).toEqual([]);
      expect((await world.search(bob, { q: 'rewritten' })).results).toEqual([
        expect.objectContaining({ id, edited_at: expect.any(String) }),
      ]);
      await client.ask({ type: 'delete', message_id: id });
      expect(await finders('rewritten')).toEqual([]);
      client.close();
    });

    it('is nobody when the channel is deleted', async () => {
      const doomed = await world.channel(ada, 'doomed');
      await world.say(doomed, ada, 'ephemerally');
      expect(await finders('ephemerally')).toHaveLength(5);
      const { status } = await portal.fetch(`/api/admin/channels/${doomed}`, { as: admin, method: 'DELETE' });
      expect(status).toBe(200);
      expect(await finders('ephemerally')).toEqual([]);
    });
  });
});
