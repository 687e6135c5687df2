import { useQuery } from '@tanstack/react-query';
import { Command, defaultFilter } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useT } from '../../../shared/i18n/use-t.js';
import { connectionsQuery } from '../../connections/connection-queries.js';
import { servicesQuery } from '../../services/service-queries.js';
import type { TerminalTarget } from '../workspace/layout.js';
import { NamedIcon } from '../../../shared/ui/icons.js';

interface PickerProps {
  onPick: (target: TerminalTarget) => void;
}

interface NewTabPickerProps extends PickerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export const NewTabPicker = ({ open, onOpenChange, onPick }: NewTabPickerProps) => {
  const t = useT();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-xl animate-pop-in overflow-hidden rounded-xl border border-line bg-raised shadow-float sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">{t('terminal.pick')}</Radix.Title>
          <TargetList
            onPick={(target) => {
              onOpenChange(false);
              onPick(target);
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

/** Only what opens in a terminal. */
const opensHere = ({ url }: { url: string | null }): boolean => url?.startsWith('/terminal/') ?? false;

/** By what a person reads; the values hold ids, in which any letters may occur. */
const byWords = (_value: string, search: string, words: string[] = []): number =>
  defaultFilter(words.join(' '), search);

export const TargetList = ({ onPick }: PickerProps) => {
  const t = useT();
  const connections = (useQuery(connectionsQuery).data ?? []).filter(opensHere);
  const services = (useQuery(servicesQuery).data ?? []).filter(opensHere);
  return (
    <Command label={t('terminal.pick')} filter={byWords} loop>
      <Command.Input
        autoFocus
        placeholder={t('terminal.pick')}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[min(24rem,56dvh)] scroll-py-2 overflow-y-auto p-1.5">
        <Command.Empty className="px-4 py-8 text-center text-ink-2">
          {connections.length + services.length === 0 ? t('terminal.noEntries') : t('terminal.pickEmpty')}
        </Command.Empty>
        <Group heading={t('terminal.connections')}>
          {connections.map(({ id, name, host, icon, tags }) => (
            <Entry
              key={id}
              value={`connection ${id}`}
              keywords={[name, host, ...tags]}
              icon={icon}
              name={name}
              hint={host}
              onSelect={() => onPick({ connection: id })}
            />
          ))}
        </Group>
        <Group heading={t('terminal.services')}>
          {services.map(({ id, name, category, icon }) => (
            <Entry
              key={id}
              value={`service ${id}`}
              keywords={[name, category]}
              icon={icon}
              name={name}
              hint={category}
              onSelect={() => onPick({ service: id })}
            />
          ))}
        </Group>
      </Command.List>
    </Command>
  );
};

const Group = ({ heading, children }: { heading: string; children: React.ReactNode[] }) =>
  children.length > 0 && (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );

interface EntryProps {
  value: string;
  keywords: string[];
  icon: string;
  name: string;
  hint: string;
  onSelect: () => void;
}

const Entry = ({ icon, name, hint, ...item }: EntryProps) => (
  <Command.Item
    {...item}
    className="flex h-(--control) cursor-pointer items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-accent-soft [&_svg]:shrink-0 [&_svg]:text-ink-3"
  >
    <NamedIcon name={icon} />
    <span className="min-w-0 truncate">{name}</span>
    <span className="ml-auto truncate pl-4 text-sm text-ink-3">{hint}</span>
  </Command.Item>
);
