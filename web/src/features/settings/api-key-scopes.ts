import { SCOPE_AREAS, type ScopeArea } from '#libs/contracts';

export type AreaGrant = 'none' | 'read' | 'write';

/** What the scope picker holds. */
export interface ScopeChoice {
  isFull: boolean;
  areas: Record<ScopeArea, AreaGrant>;
  /** Opening sessions: nowhere, everywhere, or on the services of `services` only. */
  access: 'none' | 'all' | 'some';
  services: readonly number[];
}

export const NOTHING_CHOSEN: ScopeChoice = {
  isFull: false,
  areas: Object.fromEntries(SCOPE_AREAS.map((area) => [area, 'none'])) as Record<ScopeArea, AreaGrant>,
  access: 'none',
  services: [],
};

/** The comma-separated list the API takes; empty when nothing is chosen. */
export const scopesOf = ({ isFull, areas, access, services }: ScopeChoice): string => {
  if (isFull) return '*';
  const granted: string[] = SCOPE_AREAS.filter((area) => areas[area] !== 'none').map(
    (area) => `${area}:${areas[area]}`,
  );
  if (access === 'all') granted.push('access:*');
  if (access === 'some') granted.push(...services.map((id) => `access:${id}`));
  return granted.join(',');
};
