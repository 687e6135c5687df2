/** Roles from least to most; each may do what the ones before it may. */
export const ROLES = ['user', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const roleAtLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Areas of the API a key can be limited to; each gives `<area>:read` and `<area>:write`. */
export const SCOPE_AREAS = ['connections', 'streams', 'chat', 'dm', 'vods', 'webhooks', 'sftp', 'me', 'admin'] as const;
export type ScopeArea = (typeof SCOPE_AREAS)[number];
export type AreaScope = `${ScopeArea}:${'read' | 'write'}`;

/** `*`, `access:*`, `access:<plugin>`, `access:<service id>`, `<area>:read`, `<area>:write`. */
const SCOPE_PATTERN = new RegExp(
  `^(\\*|access:(\\*|[a-z_]{1,32}|[1-9][0-9]{0,9})|(${SCOPE_AREAS.join('|')}):(read|write))$`,
);

export const isScope = (scope: string): boolean => SCOPE_PATTERN.test(scope);

/** Splits a comma-separated list, dropping blanks and doubles. */
export const parseScopes = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ''),
  ),
];

/** `write` includes `read` of the same area; `*` includes everything. */
export const hasScope = (granted: readonly string[], needed: AreaScope): boolean =>
  granted.includes('*') || granted.includes(needed) || granted.includes(needed.replace(/:read$/, ':write'));

/** Whether the scopes open the service or the plugin (`access:*`, `access:ssh`, `access:12`). */
export const hasAccess = (granted: readonly string[], plugin: string, serviceId?: number): boolean =>
  granted.includes('*') ||
  granted.includes('access:*') ||
  granted.includes(`access:${plugin}`) ||
  (serviceId !== undefined && granted.includes(`access:${serviceId}`));
