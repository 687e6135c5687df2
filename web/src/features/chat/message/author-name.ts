import type { ChatAuthor } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';

/** As specification A orders it: anonymous, else the nickname, else the user name. */
export const authorName = ({ anonymous, nickname, username }: ChatAuthor, t: Translate): string =>
  anonymous ? t('chat.anonymous') : nickname || username;
