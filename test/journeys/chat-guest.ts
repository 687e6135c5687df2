import type { Locator } from 'playwright-core';
import type { Visitor } from './visitor.js';

/** A visitor in the chat. */
export class ChatGuest {
  constructor(
    readonly visitor: Visitor,
    readonly username: string,
  ) {}

  get page() {
    return this.visitor.page;
  }

  /** Where one writes. */
  get field(): Locator {
    return this.page.locator('[data-composer]');
  }

  async enter(channel: string): Promise<void> {
    await this.visitor.open(`/chat/c/${channel}`);
    await this.field.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** A message by a part of its text; the first, because replies quote it. */
  message(text: string | RegExp): Locator {
    return this.page.locator('[data-message]').filter({ hasText: text }).first();
  }

  reads(text: string | RegExp): Promise<void> {
    return this.message(text).waitFor();
  }

  async misses(text: string | RegExp): Promise<void> {
    await this.message(text).waitFor({ state: 'detached' });
  }

  /** One of the buttons that show over a message. */
  async act(text: string | RegExp, action: string): Promise<void> {
    await this.message(text).hover();
    await this.message(text).getByRole('button', { name: action, exact: true }).click();
  }

  /** One of those behind the dots. */
  async choose(text: string | RegExp, action: string | RegExp): Promise<void> {
    await this.act(text, 'More actions');
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** A channel or a conversation in the left pane. */
  room(name: string | RegExp): Locator {
    return this.page.getByRole('navigation', { name: 'Channels and messages' }).getByText(name, { exact: true });
  }

  panel(name: string): Locator {
    return this.page.getByRole('complementary', { name, exact: true });
  }
}
