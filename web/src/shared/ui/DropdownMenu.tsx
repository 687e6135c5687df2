import { CheckIcon } from '@radix-ui/react-icons';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './classes.js';
import type { Choice } from './Select.js';

interface MenuProps {
  trigger: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'right' | 'bottom';
  children: ReactNode;
}

export const Menu = ({ trigger, align = 'end', side = 'bottom', children }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-pop-in overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

const itemStyle =
  'flex min-h-(--control-sm) items-center gap-2.5 rounded-md px-2.5 py-1 text-base outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:shrink-0 [&_svg]:text-ink-3';

interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  danger?: boolean;
}

export const MenuItem = ({ icon, danger, className, children, ...props }: MenuItemProps) => (
  <Radix.Item className={cx(itemStyle, danger && 'text-bad [&_svg]:text-bad', className)} {...props}>
    {icon}
    {children}
  </Radix.Item>
);

/** A menu entry that is a link; `children` is the one anchor. */
export const MenuLink = ({ className, ...props }: ComponentProps<typeof Radix.Item>) => (
  <Radix.Item asChild className={cx(itemStyle, className)} {...props} />
);

const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-3">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;

interface MenuChoiceProps<V extends string> {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
}

export const MenuChoice = <V extends string>({ label, value, choices, onChange }: MenuChoiceProps<V>) => (
  <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
    <MenuLabel>{label}</MenuLabel>
    {choices.map((choice) => (
      <Radix.RadioItem
        key={choice.value}
        value={choice.value}
        onSelect={(event) => event.preventDefault()}
        className={cx(itemStyle, 'justify-between')}
      >
        {choice.label}
        <Radix.ItemIndicator>
          <CheckIcon aria-hidden className="text-accent-ink!" />
        </Radix.ItemIndicator>
      </Radix.RadioItem>
    ))}
  </Radix.RadioGroup>
);
