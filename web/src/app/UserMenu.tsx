import { CaretSortIcon, ExitIcon, KeyboardIcon } from '@radix-ui/react-icons';
import { displayName, useMe } from '../features/auth/session.js';
import { useT } from '../shared/i18n/use-t.js';
import { LANGUAGES, usePreference, type Preferences } from '../shared/preferences.js';
import { Avatar } from '../shared/ui/Avatar.js';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../shared/ui/DropdownMenu.js';
import { useShellActions } from './shell-actions.js';
import { useSignOut } from './use-sign-out.js';

const LANGUAGE_CHOICES = Object.entries(LANGUAGES).map(([value, label]) => ({
  value: value as Preferences['language'],
  label,
}));

interface UserMenuProps {
  /** Only the avatar shows. */
  isRail?: boolean;
  side?: 'top' | 'bottom';
}

export const UserMenu = ({ isRail, side = 'top' }: UserMenuProps) => {
  const t = useT();
  const me = useMe();
  const signOut = useSignOut();
  const { showShortcuts } = useShellActions();
  const [theme, setTheme] = usePreference('theme');
  const [density, setDensity] = usePreference('density');
  const [language, setLanguage] = usePreference('language');
  const name = displayName(me);

  return (
    <Menu
      side={side}
      align={isRail ? 'end' : 'start'}
      trigger={
        <button
          type="button"
          className="flex items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
        >
          <Avatar {...me.avatar} name={name} />
          {isRail && <span className="sr-only">{t('shell.account', { name })}</span>}
          {!isRail && (
            <>
              <span className="min-w-0 grow">
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-xs text-ink-3">@{me.username}</span>
              </span>
              <CaretSortIcon aria-hidden className="text-ink-3" />
            </>
          )}
        </button>
      }
    >
      <MenuChoice
        label={t('shell.theme')}
        value={theme}
        onChange={setTheme}
        choices={[
          { value: 'system', label: t('shell.themeSystem') },
          { value: 'light', label: t('shell.themeLight') },
          { value: 'dark', label: t('shell.themeDark') },
        ]}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('shell.density')}
        value={density}
        onChange={setDensity}
        choices={[
          { value: 'comfortable', label: t('shell.comfortable') },
          { value: 'compact', label: t('shell.compact') },
        ]}
      />
      <MenuSeparator />
      <MenuChoice label={t('shell.language')} value={language} onChange={setLanguage} choices={LANGUAGE_CHOICES} />
      <MenuSeparator />
      <MenuItem icon={<KeyboardIcon />} onSelect={showShortcuts}>
        {t('palette.shortcutsTitle')}
      </MenuItem>
      <MenuItem icon={<ExitIcon />} onSelect={() => void signOut()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
};
