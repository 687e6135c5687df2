import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './Button.js';
import { Tooltip } from './Tooltip.js';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'size' | 'asChild'> {
  /** Read by screen readers and shown as tooltip. */
  label: string;
  icon: ReactNode;
  size?: 'sm' | 'md';
  tooltip?: 'top' | 'right' | 'bottom' | 'left';
}

export const IconButton = ({
  label,
  icon,
  size = 'md',
  tooltip = 'top',
  variant = 'ghost',
  ...props
}: IconButtonProps) => (
  <Tooltip label={label} side={tooltip}>
    <Button variant={variant} size={size === 'sm' ? 'icon-sm' : 'icon'} aria-label={label} {...props}>
      {icon}
    </Button>
  </Tooltip>
);
