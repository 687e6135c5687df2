import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Command, defaultFilter } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useMe } from '../features/auth/session.js';
import { connectionsQuery } from '../features/connections/connection-queries.js';
import { useOpenConnection, useOpenService } from '../features/connections/open-viewer.js';
import { servicesQuery } from '../features/services/service-queries.js';
import { useT } from '../shared/i18n/use-t.js';
import { NamedIcon } from '../shared/ui/icons.js';
import { areasFor, PLACES_WITHIN } from './navigation.js';
import { useCommands } from './use-commands.js';

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export const CommandPalette = ({ open, onOpenChange }: PaletteProps) => {
  const t = useT();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-xl animate-pop-in overflow-hidden rounded-xl border border-line bg-raised shadow-float sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <PaletteList onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

/** By what a person reads; the values hold ids, in which any letters may occur. */
const byWords = (_value: string, search: string, words: string[] = []): number =>
  defaultFilter(words.join(' '), search);

const PaletteList = ({ onDone }: { onDone: () => void }) => {
  const t = useT();
  const router = useRouter();
  const me = useMe();
  const commands = useCommands();
  const connections = useQuery(connectionsQuery).data ?? [];
  const services = useQuery(servicesQuery).data ?? [];
  const openConnection = useOpenConnection();
  const openService = useOpenService();
  const then = (action: () => unknown) => () => {
    onDone();
    action();
  };

  return (
    <Command label={t('palette.title')} filter={byWords} loop>
      <Command.Input
        autoFocus
        placeholder={t('palette.placeholder')}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[min(26rem,60dvh)] scroll-py-2 overflow-y-auto p-1.5">
        <Command.Empty className="px-4 py-8 text-center text-ink-2">{t('palette.empty')}</Command.Empty>
        <Group heading={t('palette.connect')}>
          {connections.map((connection) => (
            <Item
              key={connection.id}
              value={`connection ${connection.id}`}
              keywords={[connection.name, connection.host, connection.type, ...connection.tags]}
              icon={<NamedIcon name={connection.icon} />}
              hint={connection.host}
              onSelect={then(() => openConnection(connection))}
            >
              {connection.name}
            </Item>
          ))}
          {services.map((service) => (
            <Item
              key={service.id}
              value={`service ${service.id}`}
              keywords={[service.name, service.plugin, service.category]}
              icon={<NamedIcon name={service.icon} />}
              hint={service.category}
              onSelect={then(() => openService(service))}
            >
              {service.name}
            </Item>
          ))}
        </Group>
        <Group heading={t('palette.goTo')}>
          {areasFor(me.role).map((area) => (
            <Item
              key={area.to}
              value={`go ${area.to}`}
              keywords={[t(area.label)]}
              icon={area.icon}
              onSelect={then(() => router.navigate({ to: area.to }))}
            >
              {t(area.label)}
            </Item>
          ))}
          {PLACES_WITHIN.map(({ to, label, area }) => (
            <Item
              key={to}
              value={`go ${to}`}
              keywords={[t(label), t(area.label)]}
              icon={area.icon}
              hint={t(area.label)}
              onSelect={then(() => router.navigate({ to }))}
            >
              {t(label)}
            </Item>
          ))}
        </Group>
        <Group heading={t('palette.actions')}>
          {commands.map(({ id, label, icon, run }) => (
            <Item key={id} value={`do ${id}`} keywords={[label]} icon={icon} onSelect={then(run)}>
              {label}
            </Item>
          ))}
        </Group>
      </Command.List>
    </Command>
  );
};

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
  >
    {children}
  </Command.Group>
);

interface ItemProps {
  value: string;
  keywords: string[];
  icon: ReactNode;
  hint?: string;
  onSelect: () => void;
  children: ReactNode;
}

const Item = ({ icon, hint, children, ...props }: ItemProps) => (
  <Command.Item
    {...props}
    className="flex h-(--control) cursor-pointer items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-accent-soft [&_svg]:shrink-0 [&_svg]:text-ink-3"
  >
    {icon}
    <span className="min-w-0 truncate">{children}</span>
    {hint && <span className="ml-auto truncate pl-4 text-sm text-ink-2">{hint}</span>}
  </Command.Item>
);
