import { TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { Credentials, Visitor } from './visitor.js';

const STEP_MS = 30_000;

describe.skipIf(cannotTravel)('two-factor authentication', () => {
  const stage = useStage({ isStory: true });
  let person: Visitor;
  let user: Credentials;
  let totp: TOTP;
  let backupCodes: string[];

  beforeAll(async () => {
    ({ user, visitor: person } = await stage.newcomer());
    person.witness.expect(/^401 (GET \/api\/me|POST \/api\/token)$/);
  });

  it('is set up with the key the page shows, and hands out backup codes', async () => {
    await person.open('/settings/security');
    await person.button('Set up').click();
    const dialog = person.page.getByRole('dialog', { name: 'Two-factor authentication' });
    await dialog.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '');
    totp = new TOTP({ secret });
    await dialog.getByRole('textbox', { name: 'Code' }).fill(totp.generate());
    await person.button('Turn on').click();

    const codes = person.page.getByRole('dialog', { name: 'Your backup codes' });
    backupCodes = (await codes.locator('pre').innerText()).split('\n');
    expect(backupCodes.length).toBeGreaterThanOrEqual(8);
    await person.button('Done').click();
    await person.sees('10 backup codes left');
  });

  it('asks for a code after the password', async () => {
    await person.signOut();
    await person.signInByForm(user);
    await person.heading('Two-factor authentication').waitFor();
    await person.field('Code').fill('000000');
    await person.button('Verify').click();
    await person.sees('That code is wrong or no longer valid.');
    // A code works once, and the one of now was used for the set-up.
    await person.field('Code').fill(totp.generate({ timestamp: Date.now() + STEP_MS }));
    await person.button('Verify').click();
    await person.heading(`Hello, ${user.username}`).waitFor();
  });

  it('takes each backup code once', async () => {
    await person.signOut();
    await person.signInByForm(user);
    await person.field('Code').fill(backupCodes[0]!);
    await person.button('Verify').click();
    await person.heading(`Hello, ${user.username}`).waitFor();

    await person.signOut();
    await person.signInByForm(user);
    await person.field('Code').fill(backupCodes[0]!);
    await person.button('Verify').click();
    await person.sees('That code is wrong or no longer valid.');
  });
});

describe.skipIf(cannotTravel)('a passkey', () => {
  const stage = useStage({ isStory: true });

  it('is added once and then signs in without a name and a password', async () => {
    const { user, visitor: person } = await stage.newcomer();
    person.witness.expect(/^401 GET \/api\/me$/);
    const browser = await person.context.newCDPSession(person.page);
    await browser.send('WebAuthn.enable');
    await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await person.open('/settings/security');
    await person.button('Add a passkey').click();
    await person.field('Name').fill('Ring of keys');
    await person.button('Continue').click();
    await person.sees('Passkey added');
    await person.page.getByRole('listitem').filter({ hasText: 'Ring of keys' }).waitFor();

    await person.signOut();
    await person.button('Sign in with a passkey').click();
    await person.heading(`Hello, ${user.username}`).waitFor();
  });
});
