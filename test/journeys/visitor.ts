import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { PendingRequests } from './pending-requests.js';
import { Witness } from './witness.js';

export interface Credentials {
  username: string;
  password: string;
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Longest wait for anything a person waits for. */
const PATIENCE_MS = 15_000;

/** What an answer leads to has been drawn, and asked for. */
const IS_IDLE = 'new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve())))';

const SCREEN_READER = `localStorage.setItem('portal.terminal.settings', '{"screenReader":true}')`;

/** A person at a browser of their own, found by what they can read. */
export class Visitor {
  readonly witness: Witness;
  private readonly pending: PendingRequests;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.witness = new Witness(page);
    this.pending = new PendingRequests(page);
  }

  static async arrive(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL,
      viewport: DESKTOP,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // A terminal is a picture; this mode puts its lines on the page.
    await context.addInitScript(SCREEN_READER);
    return new Visitor(context, await context.newPage());
  }

  /** Takes the cookie without the page, for journeys about something else. */
  async signIn(credentials: Credentials): Promise<void> {
    const answer = await this.context.request.post('/api/token', { data: credentials });
    if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`);
  }

  async signInByForm({ username, password }: Credentials): Promise<void> {
    await this.field('User name').fill(username);
    await this.field('Password').fill(password);
    await this.button('Sign in').click();
  }

  async signOut(): Promise<void> {
    await this.openUserMenu();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.heading('Sign in to the portal').waitFor();
  }

  async openUserMenu(): Promise<void> {
    await this.page.locator('[aria-haspopup="menu"]').filter({ hasText: '@' }).click();
  }

  /** An entry of the menu behind a button. */
  async chooseAction(menu: string, action: string): Promise<void> {
    await this.button(menu).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async open(route: string): Promise<void> {
    await this.page.goto(route);
    // Not by its role: an open dialog hides the page behind it.
    await this.page.locator('h1').first().waitFor();
  }

  /** Everything that is on its way has come, and the page has nothing left to do. */
  async settled(): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    do {
      await this.pending.over(patience);
      await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await this.page.evaluate(IS_IDLE);
    } while (this.pending.isWaiting);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  /** By the beginning of its label; a note such as "optional" may follow. */
  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^${label}( |$)`) });
  }

  heading(name?: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, ...(name !== undefined && { name }) }).first();
  }

  /** A text anywhere on the page. */
  sees(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Address without the origin. */
  get place(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** Leaves what a person needs to understand a failure, and says where. */
  async report(title: string): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'portal-journey-failed-'));
    await this.page.screenshot({ path: path.join(folder, 'page.png') });
    const text = await this.page.locator('body').innerText();
    const lines = [title, this.page.url(), ...this.witness.complaints, '', text];
    await writeFile(path.join(folder, 'page.txt'), lines.join('\n'));
    return folder;
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
