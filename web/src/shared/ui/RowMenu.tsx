import { DotsHorizontalIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { Button } from './Button.js';
import { Menu } from './DropdownMenu.js';

/** The "…" at the end of a row. `label` names the row, for those who do not see it. */
export const RowMenu = ({ label, children }: { label: string; children: ReactNode }) => (
  <Menu
    trigger={
      <Button variant="ghost" size="icon-sm" aria-label={label}>
        <DotsHorizontalIcon aria-hidden />
      </Button>
    }
  >
    {children}
  </Menu>
);
