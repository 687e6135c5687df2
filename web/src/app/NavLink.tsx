import { Link, useRouterState } from '@tanstack/react-router';
import { useT } from '../shared/i18n/use-t.js';
import { cx } from '../shared/ui/classes.js';
import { Tooltip } from '../shared/ui/Tooltip.js';
import { isWithin, type Area } from './navigation.js';

interface NavLinkProps {
  area: Area;
  /** Only the icon shows; the label becomes a tooltip. */
  isRail?: boolean;
  onNavigate?: () => void;
}

export const NavLink = ({ area, isRail, onNavigate }: NavLinkProps) => {
  const t = useT();
  const isCurrent = useRouterState({ select: (state) => isWithin(area, state.location.pathname) });
  const link = (
    <Link
      to={area.to}
      onClick={onNavigate}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isRail ? t(area.label) : undefined}
      className={cx(
        'flex h-(--control-sm) shrink-0 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink [&_svg]:shrink-0 [&_svg]:text-ink-3',
        isCurrent &&
          'bg-accent-soft text-accent-ink hover:bg-accent-soft hover:text-accent-ink [&_svg]:text-accent-ink',
        isRail && 'justify-center px-0',
      )}
    >
      {area.icon}
      {!isRail && <span className="truncate">{t(area.label)}</span>}
    </Link>
  );
  if (!isRail) return link;
  return (
    <Tooltip label={t(area.label)} side="right">
      {link}
    </Tooltip>
  );
};
