import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { TwoFactorChanged } from '../auth/auth.events.js';
import { HostKeyPinned, type HostKeyPinnedPayload } from '../connections/connections.events.js';
import { AccountsService } from '../users/index.js';
import type { Notice } from './notice.js';
import { NotificationsService } from './notifications.service.js';

type Words = Pick<Notice, 'title' | 'message' | 'link'>;

/** What an account's owner should see even when somebody else did it. */
@Injectable()
export class SecurityNotices implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly accounts: AccountsService,
    private readonly notifications: NotificationsService,
  ) {}

  onModuleInit(): void {
    this.events.on(HostKeyPinned, 'notifications.host-key-pinned', async (event, { id }) => {
      const readers = event.user_id === null ? await this.accounts.idsOfRole('admin') : [event.user_id];
      for (const userId of readers) await this.tell(userId, id, hostKeyWords(event));
    });
    this.events.on(TwoFactorChanged, 'notifications.two-factor-changed', ({ user_id, enabled }, { id }) =>
      this.tell(user_id, id, twoFactorWords(enabled)),
    );
  }

  private async tell(userId: number, eventId: string, words: Words): Promise<void> {
    await this.notifications.notify({ userId, type: 'security', ...words, cause: `event:${eventId}` });
  }
}

const PAGES: Record<HostKeyPinnedPayload['owner_kind'], string> = {
  connection: '/connections',
  service: '/admin/services',
  storage: '/recordings/storage',
};

const hostKeyWords = ({ owner_kind, host, port, fingerprint, first_use }: HostKeyPinnedPayload): Words => ({
  title: first_use ? 'New host key' : 'Host key trusted',
  message: first_use
    ? `${host}:${port} was met for the first time. Its key is ${fingerprint}.`
    : `From now on ${host}:${port} must show the key ${fingerprint}.`,
  link: PAGES[owner_kind],
});

const twoFactorWords = (enabled: boolean): Words => ({
  title: enabled ? 'Two-factor authentication is on' : 'Two-factor authentication is off',
  message: enabled
    ? 'Signing in to your account now takes a code.'
    : 'Signing in to your account takes no code any more. If this was not you, change your password now.',
  link: '/settings/security',
});
