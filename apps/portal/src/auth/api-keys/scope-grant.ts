import { invalidFields, isScope, parseScopes, SCOPE_AREAS } from '#libs/contracts';

const AREA = new RegExp(`^(${SCOPE_AREAS.join('|')}):read$`);

/** Whether somebody with the granted scopes may hand this one on. */
export const covers = (granted: readonly string[], scope: string): boolean =>
  granted.includes('*') ||
  granted.includes(scope) ||
  (scope.startsWith('access:') && granted.includes('access:*')) ||
  (AREA.test(scope) && granted.includes(scope.replace(/:read$/, ':write')));

/** @throws DomainError request.invalid — empty, or with something that is no scope */
export const requireScopes = (
  field: string,
  list: string,
  isAllowed: (scope: string) => boolean = isScope,
): string[] => {
  const scopes = parseScopes(list);
  const bad = scopes.filter((scope) => !isAllowed(scope));
  if (bad.length > 0) throw invalidFields([{ field, message: `has unknown scopes: ${bad.join(', ')}` }]);
  if (scopes.length === 0) throw invalidFields([{ field, message: 'must name at least one scope' }]);
  return scopes;
};
