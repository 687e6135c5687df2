import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';

export const Switch = (props: ComponentProps<typeof Radix.Root>) => (
  <Radix.Root
    className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border align-middle border-line-strong bg-sunken transition-colors duration-100 after:absolute after:-inset-2.5 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    {...props}
  >
    <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-line-strong transition-transform duration-100 data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
  </Radix.Root>
);
