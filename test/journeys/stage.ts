import { randomBytes } from 'node:crypto';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { PortalClient } from './portal-client.js';
import { Visitor, type Credentials } from './visitor.js';

/** What the journeys of one file share: the browser, the portal of the run and whoever visits it. */
export class Stage {
  browser: Browser;
  /** The administrator of the shared portal. */
  admin: PortalClient;
  readonly visitors: Visitor[] = [];

  async visitor({ portal = inject('portal').url, ...options }: BrowserContextOptions & { portal?: string } = {}) {
    const visitor = await Visitor.arrive(this.browser, portal, options);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Somebody new, without anything of their own. */
  async makeUser(fields: { role?: string } = {}): Promise<Credentials & { id: number; client: PortalClient }> {
    const credentials = {
      username: `u${randomBytes(4).toString('hex')}`,
      password: randomBytes(9).toString('base64url'),
    };
    const { id } = await this.admin.post<{ id: number }>('/api/admin/users', { ...credentials, ...fields });
    return { ...credentials, id, client: await PortalClient.signIn(inject('portal').url, credentials) };
  }

  /** Somebody new who has already signed in. */
  async newcomer(options: BrowserContextOptions & { role?: string } = {}) {
    const { role, ...context } = options;
    const [user, visitor] = await Promise.all([this.makeUser(role ? { role } : {}), this.visitor(context)]);
    await visitor.signIn(user);
    return { user, visitor };
  }
}

/**
 * Opens the stage for a suite; after each step nobody may have heard an error, and a failure leaves pictures.
 * A story breaks off at the step that failed.
 */
export const useStage = ({ isStory = false } = {}): Stage => {
  const stage = new Stage();
  let failed: unknown;
  // The step itself may be tried again.
  beforeEach(({ task, skip }) =>
    skip(isStory && failed !== undefined && failed !== task, 'an earlier step of this story failed'),
  );
  beforeAll(async () => {
    const { url, admin } = inject('portal');
    stage.browser = await chromium.connect(inject('browser'));
    stage.admin = await PortalClient.signIn(url, admin);
  });
  afterEach(async ({ task }) => {
    const here = stage.visitors.filter(({ page }) => !page.isClosed());
    if (task.result?.state === 'fail') {
      const folders = await Promise.all(here.map((visitor) => visitor.report(task.name)));
      if (folders.length > 0) console.error(`"${task.name}" failed; pages are in ${folders.join(', ')}`);
    }
    if (task.result?.state === 'fail') failed ??= task;
    else if (failed === task) failed = undefined;
    const complaints = stage.visitors.flatMap(({ witness }) => witness.complaints.splice(0));
    expect(complaints, 'errors behind the page').toEqual([]);
  });
  afterAll(async () => {
    await Promise.all(stage.visitors.map((visitor) => visitor.leave()));
    await stage.browser.close();
  });
  return stage;
};
