import { DotsHorizontalIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { Menu } from './DropdownMenu.js';

/** The "…" at the end of a row, whose dots end where the row does. `name` is the row's, for those who do not see it. */
export const RowMenu = ({ name, children }: { name: string; children: ReactNode }) => {
  const t = useT();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" className="-mr-2" aria-label={t('common.actionsNamed', { name })}>
          <DotsHorizontalIcon aria-hidden />
        </Button>
      }
    >
      {children}
    </Menu>
  );
};
