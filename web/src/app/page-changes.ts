import type { AnyRouter } from '@tanstack/react-router';
import { language } from '../shared/i18n/language.js';
import { pageTitle } from '../shared/page-title.js';

/** Names the document after the page: as it calls itself, else by the innermost title of its routes. */
const nameDocument = (router: AnyRouter): void => {
  const t = language.translate();
  const key = router.state.matches.findLast((match) => match.staticData.title)?.staticData.title;
  const title = pageTitle.get() ?? (key && t(key));
  document.title = title ? `${title} · ${t('common.appName')}` : t('common.appName');
};

/** A new page starts at its heading, so that a screen reader reads it and Tab goes on from there. */
const focusHeading = (): void => {
  const target = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (!document.activeElement?.closest('[role="dialog"], [autofocus]')) target?.focus({ preventScroll: true });
};

/** Keeps title and focus in step with the router. */
export const followPageChanges = (router: AnyRouter): void => {
  router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
    nameDocument(router);
    if (pathChanged && fromLocation) requestAnimationFrame(focusHeading);
  });
  language.subscribe(() => nameDocument(router));
  pageTitle.subscribe(() => nameDocument(router));
};
