import {
  ViewVerticalIcon,
  DotsVerticalIcon,
  GearIcon,
  KeyboardIcon,
  MagnifyingGlassIcon,
  ViewHorizontalIcon,
} from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Link } from '@tanstack/react-router';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '../../../shared/ui/DropdownMenu.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { PHONE, useMediaQuery } from '../../../shared/ui/use-media-query.js';
import type { TerminalAction } from '../workspace/shortcuts.js';
import { useTerminalActions } from './use-terminal-actions.js';

const ICONS = {
  splitRight: <ViewVerticalIcon />,
  splitDown: <ViewHorizontalIcon />,
  find: <MagnifyingGlassIcon />,
  settings: <GearIcon />,
} as const;
const SHOWN = Object.keys(ICONS) as (keyof typeof ICONS)[];

/** A phone has room for one button; the rest is in its menu. */
export const TerminalTools = () => {
  const t = useT();
  const actions = useTerminalActions();
  const isPhone = useMediaQuery(PHONE);
  const item = (action: TerminalAction, icon?: React.ReactNode) => (
    <MenuItem key={action} icon={icon} onSelect={actions[action]}>
      {t(`terminal.${action}`)}
    </MenuItem>
  );
  return (
    <div role="toolbar" aria-label={t('terminal.toolbar')} className="flex shrink-0 items-center gap-0.5 px-1.5">
      {!isPhone &&
        SHOWN.map((action) => (
          <IconButton
            key={action}
            size="sm"
            tooltip="bottom"
            label={t(`terminal.${action}`)}
            icon={ICONS[action]}
            onClick={actions[action]}
          />
        ))}
      <Menu trigger={<IconButton size="sm" tooltip="bottom" label={t('common.more')} icon={<DotsVerticalIcon />} />}>
        {isPhone && SHOWN.map((action) => item(action, ICONS[action]))}
        {isPhone && <MenuSeparator />}
        {item('duplicate')}
        {item('paste')}
        {item('larger')}
        {item('smaller')}
        {item('clear')}
        <MenuSeparator />
        <MenuLink>
          <Link to="/terminal/sessions">{t('sessions.title')}</Link>
        </MenuLink>
        {item('help', <KeyboardIcon />)}
        {item('close')}
      </Menu>
    </div>
  );
};
