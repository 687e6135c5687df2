import { LockClosedIcon, PersonIcon, RocketIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import type { RelayFacts } from '../relay-types.js';

/** What this relay is, before what it carries. */
export const Landing = ({ relay }: { relay: RelayFacts }) => {
  const t = useT();
  const promises = [
    { icon: <LockClosedIcon />, title: t('relay.landingPrivate'), text: t('relay.landingPrivateText') },
    { icon: <RocketIcon />, title: t('relay.landingSimple'), text: t('relay.landingSimpleText') },
    { icon: <PersonIcon />, title: t('relay.landingYours'), text: t('relay.landingYoursText') },
  ];
  return (
    <section className="mb-10 border-b border-line pb-10">
      <h1
        tabIndex={-1}
        className="max-w-2xl text-3xl font-semibold tracking-tight text-balance outline-none sm:text-4xl"
      >
        {t('relay.landingTitle')}
      </h1>
      <p className="mt-3 max-w-prose text-lg text-pretty text-ink-2">
        {t('relay.landingLead', { host: relay.root_host })}
      </p>
      <p className="mt-5">
        <Button variant="primary" asChild>
          <Link to="/publish">{t('relay.publish')}</Link>
        </Button>
      </p>
      <ul className="mt-8 grid gap-6 sm:grid-cols-3">
        {promises.map(({ icon, title, text }) => (
          <li key={title}>
            <span
              aria-hidden
              className="mb-2.5 grid size-9 place-items-center rounded-md bg-accent-soft text-accent-ink [&_svg]:size-4.5"
            >
              {icon}
            </span>
            <p className="font-medium">{title}</p>
            <p className="mt-0.5 text-pretty text-ink-2">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
};
