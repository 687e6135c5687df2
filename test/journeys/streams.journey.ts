import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { PortalClient } from './portal-client.js';
import { TestEncoder } from './test-encoder.js';
import type { Visitor } from './visitor.js';

const TITLE = `Harbour camera ${randomBytes(3).toString('hex')}`;

/** A stream that has just begun has no picture yet. */
const NO_PICTURE_YET = /^404 GET \/api\/stream\/pub_[\w-]+\/thumbnail$/;

/** A private stream is nobody's, and a link that was revoked opens nothing. */
const NO_PLAYBACK = /^(403|404) (GET|POST|DELETE) \/api\/stream\/pub_[\w-]+(\/(hls|webrtc|thumbnail)|$)/;
const NOT_SIGNED_IN = /^401 GET \/api\/me$/;

describe.skipIf(cannotTravel)('a stream', () => {
  const stage = useStage({ isStory: true });
  const encoder = new TestEncoder();
  let owner: Visitor;
  let client: PortalClient;
  let address: string;
  let guest: Visitor;
  /** The owner's page of the stream. */
  let place: string;

  const tab = (name: string) => owner.page.getByRole('tab', { name });
  /** What stands beside a label of a description list. */
  const figure = (label: string) =>
    owner.page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd');

  beforeAll(async () => {
    const permissions = ['clipboard-read', 'clipboard-write', 'camera', 'microphone'];
    const { user, visitor } = await stage.newcomer({ permissions });
    owner = visitor;
    client = user.client;
    owner.witness.expect(NO_PICTURE_YET);
  });
  afterAll(() => encoder.stop());

  it('is made, and shows its key once with a code to scan', async () => {
    await owner.open('/streams/mine');
    await owner.button('New stream').click();
    await owner.field('Title').fill(TITLE);
    await owner.button('Create').click();
    const dialog = owner.page.getByRole('dialog', { name: 'Your stream key' });
    const key = await dialog.getByLabel('Stream key', { exact: true }).innerText();
    expect(key).toMatch(/^live_[\w-]{32}$/);
    await dialog.getByRole('img', { name: 'QR code of the stream key' }).waitFor();
    await owner.button('Done').click();

    await owner.heading(TITLE).waitFor();
    await owner.sees('Set up OBS in three steps');
    address = `${await figure('Server').locator('code').innerText()}/${key}`;
    expect(address).toMatch(/^rtmps:\/\/localhost:\d+\/live\/live_/);
    expect(await figure('Stream key').locator('code').innerText()).toBe(key);
    await owner.sees('Waiting for your encoder…');
    await owner.page.reload();
    await owner.sees(/^your stream key \(live_.{4}…\)$/);
    [place] = owner.place.split('?') as [string];
  });

  it('shows what an encoder sends: that it is live, its health and its picture', async () => {
    encoder.publish(address);
    await owner.sees('The stream arrives. You are live!');
    await tab('Overview').click();
    await expect.poll(() => figure('Comes by').innerText()).toBe('RTMPS');
    await expect.poll(() => figure('Size').innerText()).toBe('320 × 180');
    await expect.poll(() => figure('Pictures a second').innerText()).toMatch(/^2[3-7]$/);
    await expect.poll(() => figure('Key frame every').innerText()).toBe('1 s');
    await owner.sees('All is well');
    await owner.page.getByRole('img', { name: `Picture of ${TITLE}` }).waitFor();
    expect(await barriers(owner.page, 'stream-live')).toEqual([]);
  });

  it('is found by others among those that are live', async () => {
    ({ visitor: guest } = await stage.newcomer());
    guest.witness.expect(NO_PICTURE_YET, NO_PLAYBACK);
    await guest.open('/streams');
    await guest.page.getByRole('searchbox').fill(TITLE);
    const live = guest.page.getByRole('region', { name: 'Live now' });
    const link = live.getByRole('link', { name: TITLE });
    expect(await link.getAttribute('href')).toMatch(/^\/watch\/pub_/);
    await live.locator('img').waitFor();
    await link.click();
    await guest.page.locator('[data-road]').waitFor();
  });

  it('is rid of who spoils its chat, where its owner reads it', async () => {
    await guest.page.locator('[data-composer]').fill('Look at my shop!');
    await guest.page.keyboard.press('Enter');
    await owner.link('Watch page').click();
    await owner.page.getByText('Look at my shop!').last().hover();
    await owner.button(/^More/).last().click();
    await owner.page.getByRole('menuitem', { name: /^Ban .* from this chat$/ }).click();
    const dialog = owner.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('No advertising');
    await dialog.getByRole('button', { name: 'Ban somebody' }).click();
    await guest.sees(/No advertising/);
    await guest.leave();
    await owner.open(`${place}?tab=chat`);
    await owner.button(/^Lift the ban of/).click();
    await owner.sees('Nobody is banned');
  });

  it('is watched by a link, until that is revoked', async () => {
    await client.put(`/api/streams/${place.split('/').at(-1)}`, { is_public: false });
    await owner.open(`${place}?tab=sharing`);
    await owner.button('New link').click();
    const dialog = owner.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create' }).click();
    const link = await dialog.getByText(/\?share=/).innerText();
    await owner.button('Done').click();
    const friend = await stage.visitor();
    friend.witness.expect(NO_PICTURE_YET, NO_PLAYBACK, NOT_SIGNED_IN);
    await friend.open(link);
    await friend.page.locator('[data-road]').waitFor();
    await owner.button(/^Revoke the link/).click();
    await owner.button('Revoke').click();
    await friend.sees('This link has run out');
    await friend.leave();
  });

  it('is sent on by a relay, which says that it sends', async () => {
    const target = await client.post<{ id: number }>('/api/streams', { title: 'Second quay', rtmp_enabled: true });
    const route = `/api/streams/${target.id}/rtmp-token`;
    const { token, rtmp_url } = await client.post<{ token: string; rtmp_url: string }>(route);
    await tab('Relays').click();
    await owner.button('Add a relay').click();
    await owner.page.getByRole('combobox', { name: 'Platform' }).selectOption({ label: 'Custom' });
    await owner.field('Name').fill('Second quay');
    await owner.field('Server address').fill(rtmp_url);
    await owner.page.getByLabel('Stream key of the platform').fill(token);
    await owner.button('Save').click();
    const row = owner.page.getByRole('listitem').filter({ hasText: 'Second quay' });
    await row.getByText('Sending').waitFor();
    await row.getByRole('switch').click();
    await row.getByText('Off', { exact: true }).waitFor();
  });

  it('goes on from a browser’s own camera, then shows its screen, and ends there', async () => {
    await encoder.stop();
    await tab('Overview').click();
    await owner.sees('Your encoder is gone.');
    await tab('From this browser').click();
    await owner.button('Show a preview').click();
    await owner.page.getByLabel('Preview').waitFor();
    await owner.button('Go live').click();
    await owner.sees(/^You are live since/);
    await owner.button('Mute').click();
    await owner.button('Unmute').waitFor();

    await tab('Overview').click();
    await expect.poll(() => figure('Comes by').innerText()).toBe('WHIP');
    await expect.poll(() => figure('Video').innerText()).toBe('H.264');
    const camera = await figure('Size').innerText();

    await tab('From this browser').click();
    await owner.page.getByRole('radio', { name: 'Screen' }).click();
    await tab('Overview').click();
    await expect.poll(() => figure('Size').innerText()).not.toBe(camera);
    await owner.link('Streams').click();
    await owner.sees('Leaving this page ends your broadcast from this browser.');
    await owner.button('Cancel').click();

    await tab('From this browser').click();
    await owner.button('Stop').click();
    await owner.button('Show a preview').waitFor();
    await tab('Overview').click();
    await owner.sees('Your encoder is gone.');
  });
});
