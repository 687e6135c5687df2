import type { Translate } from '../../shared/i18n/catalogue.js';
import { en } from '../../shared/i18n/en/index.js';

type Act = keyof typeof en.acts;

export const ACTS = Object.keys(en.acts) as Act[];

const isKnown = (action: string): action is Act => Object.hasOwn(en.acts, action);

/** What happened, as a sentence; an act the catalogue does not know as the portal calls it. */
export const actText = (action: string, actor: string, target: string, t: Translate): string =>
  isKnown(action) ? t(`acts.${action}`, { actor, target }) : [actor, action, target].filter(Boolean).join(' · ');
