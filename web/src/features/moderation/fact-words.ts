import type { LabelKey, Translate } from '../../shared/i18n/catalogue.js';
import type { Format } from '../../shared/i18n/format.js';
import type { Fact } from './audit-facts.js';

/** By the end of a fact's path. */
const NAMES: Record<string, LabelKey> = {
  action: 'automod.action',
  activity: 'retention.activity',
  allow: 'admin.allow',
  approval_mode: 'relay.approval',
  audit: 'retention.audit',
  bps: 'audit.bps',
  browser_private: 'admin.browserPrivate',
  category: 'admin.category',
  channel: 'audit.channel',
  chat: 'retention.chat',
  config: 'audit.config',
  'config.links_only': 'automod.linksOnly',
  'config.minutes': 'automod.accountMinutes',
  'config.mode': 'automod.linkMode',
  connections_private: 'admin.connectionsPrivate',
  deny: 'admin.deny',
  description: 'chat.description',
  dm: 'retention.dm',
  domains: 'automod.domains',
  dry_run: 'automod.dryRun',
  enabled: 'admin.enabled',
  fields: 'audit.fields',
  host: 'admin.address',
  icon: 'admin.icon',
  id: 'audit.id',
  identity_key: 'relay.identity',
  idle_minutes: 'admin.idleMinutes',
  ip: 'relay.ipAddress',
  is_approved: 'relay.approved',
  is_banned: 'relay.banned',
  is_denied: 'relay.denied',
  ignore_case: 'automod.ignoreCase',
  kind: 'automod.kind',
  landing_page: 'relay.landing',
  leet: 'automod.leet',
  match: 'automod.match',
  max_per_user: 'admin.maxPerUser',
  message_id: 'audit.message',
  messages: 'automod.messages',
  min_letters: 'automod.minLetters',
  mode: 'chat.mode',
  name: 'automod.name',
  notifications: 'retention.notifications',
  outbound_private: 'admin.outboundPrivate',
  path: 'admin.path',
  patterns: 'automod.patterns',
  percent: 'automod.percent',
  port: 'audit.port',
  registration_open: 'admin.registration',
  repeats: 'automod.repeats',
  role: 'admin.role',
  rule: 'audit.rule',
  rule_id: 'audit.id',
  scopes: 'admin.serviceAccess',
  seconds: 'automod.seconds',
  services_private: 'admin.servicesPrivate',
  tcp_enabled: 'relay.tcpPorts',
  tcp_max_leases: 'relay.tcpMost',
  timeout_minutes: 'automod.timeoutMinutes',
  type: 'admin.plugin',
  udp_enabled: 'relay.udpPorts',
  udp_max_leases: 'relay.udpMost',
  until: 'moderation.until',
  visibility: 'chat.visibility',
  words: 'automod.wordList',
};

/** Values that are words themselves, by the end of the path. */
const VALUES: Record<string, Record<string, LabelKey>> = {
  approval_mode: { auto: 'relay.approvalAuto', manual: 'relay.approvalManual' },
  action: { block: 'automod.blockShort', timeout: 'automod.timeoutShort', flag: 'automod.flagShort' },
  'config.mode': { all: 'automod.linksAll', allow: 'automod.linksAllow', deny: 'automod.linksDeny' },
  fields: NAMES,
  kind: {
    words: 'automod.words',
    regex: 'automod.regex',
    links: 'automod.links',
    caps: 'automod.caps',
    flood: 'automod.flood',
    new_account: 'automod.new_account',
  },
  match: { whole: 'automod.matchWhole', contains: 'automod.matchContains' },
  mode: { open: 'chat.open', readonly: 'chat.readonlyMode' },
  role: { user: 'settings.roleUser', moderator: 'settings.roleModerator', admin: 'settings.roleAdmin' },
  visibility: { public: 'chat.public', private: 'chat.privateChannel' },
};

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Of the longest end of the path that is known. */
const known = <T>(table: Record<string, T>, path: readonly string[]): T | undefined =>
  table[path.slice(-2).join('.')] ?? table[path.at(-1) ?? ''];

/** A fact as a person reads it; what the catalogue does not know is called as the portal calls it. */
export const factWords = (
  { path, value, before }: Fact,
  t: Translate,
  format: Format,
): [name: string, value: string] => {
  const label = known(NAMES, path);
  const words = known(VALUES, path);
  const say = (one: unknown): string => {
    if (one === undefined || one === null || one === '') return '–';
    if (typeof one === 'boolean') return one ? t('common.on') : t('common.off');
    if (typeof one === 'number') return String(one);
    if (Array.isArray(one)) return one.length === 0 ? '–' : one.map(say).join(', ');
    if (typeof one !== 'string') return JSON.stringify(one);
    const word = words?.[one];
    if (word) return t(word);
    return MOMENT.test(one) ? format.dateTime(one) : one;
  };
  return [
    label ? t(label) : path.join(' ').replaceAll('_', ' '),
    before === undefined ? say(value) : `${say(before)} → ${say(value)}`,
  ];
};
