import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface Tab<V extends string> {
  value: V;
  label: string;
  content: ReactNode;
}

interface TabsProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  tabs: readonly Tab<V>[];
  label: string;
}

export const Tabs = <V extends string>({ value, onChange, tabs, label }: TabsProps<V>) => (
  <Radix.Root value={value} onValueChange={(next) => onChange(next as V)}>
    <Radix.List aria-label={label} className="mb-5 flex gap-5 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="-mb-px cursor-pointer border-b-2 border-transparent py-2 font-medium whitespace-nowrap text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
        >
          {tab.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content key={tab.value} value={tab.value} className="rounded-sm">
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
