import type { Notification } from '../../shared/api/types.js';
import type { Translate } from '../../shared/i18n/catalogue.js';

type Words = (t: Translate, ...found: string[]) => string;

/** How the portal words its notices (`apps/portal/src/notifications`), and how a person reads them. */
const TITLES: readonly [title: RegExp, words: Words][] = [
  [/^(.+) mentioned you in #(\S+)$/s, (t, name = '', channel = '') => t('notifications.mentioned', { name, channel })],
  [/^(.+) replied to you in #(\S+)$/s, (t, name = '', channel = '') => t('notifications.replied', { name, channel })],
  [/^(.+) in your group$/s, (t, name = '') => t('notifications.inYourGroup', { name })],
  [/^New host key$/, (t) => t('notifications.newHostKey')],
  [/^Host key trusted$/, (t) => t('notifications.hostKeyTrusted')],
  [/^Two-factor authentication is on$/, (t) => t('notifications.twoFactorOn')],
  [/^Two-factor authentication is off$/, (t) => t('notifications.twoFactorOff')],
  [/^Stream Live$/, (t) => t('notifications.streamLive')],
  [/^Little room for recordings is left$/, (t) => t('notifications.recordingSpace')],
];

const MESSAGES: readonly [message: RegExp, words: Words][] = [
  [/^Sent an image$/, (t) => t('notifications.sentImage')],
  [/^Poll: (.+)$/s, (t, question = '') => t('polls.poll', { question })],
  [/^This message is no longer there\.$/, (t) => t('notifications.gone')],
  [
    /^(\S+) was met for the first time\. Its key is (\S+)\.$/,
    (t, host = '', key = '') => t('notifications.newHostKeyText', { host, key }),
  ],
  [
    /^From now on (\S+) must show the key (\S+)\.$/,
    (t, host = '', key = '') => t('notifications.hostKeyTrustedText', { host, key }),
  ],
  [/^Signing in to your account now takes a code\.$/, (t) => t('notifications.twoFactorOnText')],
  [/^Signing in to your account takes no code any more\./, (t) => t('notifications.twoFactorOffText')],
  [/^(\S+) started streaming$/, (t, name = '') => t('notifications.streamLiveText', { name })],
  [
    /^Your recordings wait here for your storage: (\S+) of (\S+) GB are taken\./,
    (t, used = '', quota = '') => t('notifications.recordingSpaceOwnText', { used, quota }),
  ],
  [
    /^Recordings wait for their owners' storages: (\S+) of (\S+) GB are taken\./,
    (t, used = '', quota = '') => t('notifications.recordingSpaceText', { used, quota }),
  ],
];

const inWords = (text: string, known: typeof TITLES, t: Translate): string => {
  for (const [pattern, words] of known) {
    const found = pattern.exec(text);
    if (found) return words(t, ...found.slice(1));
  }
  return text;
};

/** A notice in the person's language, or as the portal says it where it is not known here. */
export const noticeWords = (
  { type, title, message }: Pick<Notification, 'type' | 'title' | 'message'>,
  t: Translate,
): { title: string; message: string } => ({
  // Whoever writes a direct message is called as they like.
  title: inWords(title, type === 'dm' ? TITLES.slice(2, 3) : TITLES, t),
  message: inWords(message, MESSAGES, t),
});
