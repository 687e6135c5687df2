import { invalidFields } from '#libs/contracts';
import { OneOf, TextList } from '../../boundary/fields.js';
import { findHostNames, findLinks, hostOf } from './find-links.js';
import { defineRule, excerpt } from './rule.js';

const LINK_MODES = ['all', 'allow', 'deny'] as const;

export class LinksConfig {
  @OneOf(LINK_MODES, { description: '`all` stops every link, `allow` all but the domains, `deny` only the domains.' })
  mode: (typeof LINK_MODES)[number];

  @TextList({ maxItems: 500, maxLength: 253, optional: true, description: 'Domains; their subdomains count too.' })
  domains: string[] = [];
}

export const linksRule = defineRule(LinksConfig, ({ mode, domains }) => {
  const listed = new Set(domains.map((domain, index) => requireDomain(domain, `config.domains.${index}`)));
  if (mode !== 'all' && listed.size === 0) {
    throw invalidFields([{ field: 'config.domains', message: 'must name at least one domain' }]);
  }
  const isListed = (host: string | undefined): boolean =>
    host !== undefined && suffixes(host).some((s) => listed.has(s));
  const isBroken = { all: () => true, allow: (host?: string) => !isListed(host), deny: isListed }[mode];
  return ({ text }) => {
    const links = mode === 'deny' ? [...findLinks(text), ...findHostNames(text)] : findLinks(text);
    const broken = links.find(({ host }) => isBroken(host));
    return broken && excerpt(broken.text);
  };
});

const requireDomain = (domain: string, field: string): string => {
  const name = domain.trim();
  const host = /^[\p{L}\p{N}.-]+$/u.test(name) ? hostOf(name) : undefined;
  if (host === undefined) throw invalidFields([{ field, message: 'must be a domain like example.com' }]);
  return host;
};

/** `a.b.c` is below `a.b.c`, `b.c` and `c`. */
const suffixes = (host: string): string[] => {
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
};
