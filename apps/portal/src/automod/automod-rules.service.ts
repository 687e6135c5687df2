import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, type FieldError, invalidFields } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { AuditLog } from '../audit/index.js';
import type { Principal } from '../auth/principal.js';
import { formSchemaOf } from '../boundary/field-registry.js';
import type {
  AutomodFinding,
  AutomodRuleReply,
  CreateAutomodRule,
  TestAutomod,
  UpdateAutomodRule,
} from './automod.dto.js';
import { AutomodRulesChanged } from './automod.events.js';
import { Automod } from './automod.service.js';
import { AutomodRule } from './automod-rule.entity.js';
import { compileRule } from './rule-set.js';
import { RULE_KINDS } from './rules/index.js';

export const MAX_RULES = 100;
/** Patterns cost the most by far. */
export const MAX_REGEX_RULES = 10;

/** What administrators do with rules. This process judges by a change when it resolves, the others within moments. */
@Injectable()
export class AutomodRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
    private readonly automod: Automod,
  ) {}

  kinds(): object {
    const entries = Object.entries(RULE_KINDS);
    return Object.fromEntries(entries.map(([kind, { config }]) => [kind, { config_schema: formSchemaOf(config) }]));
  }

  async list(): Promise<AutomodRuleReply[]> {
    return (await this.rows()).map(present);
  }

  /** @throws DomainError automod_rule.not_found */
  async get(id: number): Promise<AutomodRuleReply> {
    return present(await requireRule(id, this.dataSource.manager));
  }

  /** @throws DomainError request.invalid, automod_rule.limit */
  create(by: Principal, body: CreateAutomodRule): Promise<AutomodRuleReply> {
    const { timeout_minutes: timeoutMinutes, dry_run: dryRun, ...rest } = body;
    const row = { ...rest, timeoutMinutes, dryRun, config: compileRule(body).config };
    return this.change(by, 'automod_rule.created', async (tx) => {
      await requirePlace(body.kind, tx);
      const { id } = await tx.save(AutomodRule, row as Partial<AutomodRule>);
      return requireRule(id, tx);
    });
  }

  /** @throws DomainError automod_rule.not_found, request.invalid */
  update(by: Principal, id: number, body: UpdateAutomodRule): Promise<AutomodRuleReply> {
    const { timeout_minutes: timeoutMinutes, dry_run: dryRun, config, ...rest } = body;
    return this.change(by, 'automod_rule.updated', async (tx) => {
      const { kind } = await requireRule(id, tx);
      const next = config && compileRule({ kind, config }).config;
      await tx.save(AutomodRule, { id, ...rest, timeoutMinutes, dryRun, config: next } as Partial<AutomodRule>);
      return requireRule(id, tx);
    });
  }

  /** @throws DomainError automod_rule.not_found */
  async remove(by: Principal, id: number): Promise<void> {
    await this.change(by, 'automod_rule.deleted', async (tx) => {
      const rule = await requireRule(id, tx);
      await tx.delete(AutomodRule, { id });
      return rule;
    });
  }

  /**
   * As if an account made this minute, which has said nothing before, posted the text.
   * @throws DomainError automod_rule.not_found, request.invalid
   */
  async test({ text, rule, draft }: TestAutomod): Promise<AutomodFinding[]> {
    if (draft) return [inDraft(() => judgeOnce(text, { id: null, name: '', enabled: true, ...draft }))];
    const rows = rule ? [await requireRule(rule, this.dataSource.manager)] : await this.rows();
    return rows.map((row) => judgeOnce(text, row));
  }

  private rows(): Promise<AutomodRule[]> {
    return this.dataSource.manager.find(AutomodRule, { order: { id: 'ASC' } });
  }

  private async change(
    by: Principal,
    action: string,
    work: (tx: EntityManager) => Promise<AutomodRule>,
  ): Promise<AutomodRuleReply> {
    const rule = await this.dataSource.transaction(async (tx) => {
      const changed = await work(tx);
      const { id, name, kind, config, enabled, dryRun, timeoutMinutes } = changed;
      const details = {
        id,
        kind,
        config,
        action: changed.action,
        enabled,
        dry_run: dryRun,
        timeout_minutes: timeoutMinutes,
      };
      await this.audit.record({ actor: by, action, target: { name }, details }, tx);
      await this.events.publish(AutomodRulesChanged, { id }, tx);
      return changed;
    });
    await this.automod.reload();
    return present(rule);
  }
}

const requireRule = async (id: number, tx: EntityManager): Promise<AutomodRule> => {
  const row = await tx.findOneBy(AutomodRule, { id });
  if (!row) throw new DomainError('automod_rule.not_found');
  return row;
};

/** Administrators who add a rule at once count each other's. */
const requirePlace = async (kind: string, tx: EntityManager): Promise<void> => {
  await tx.query('LOCK TABLE automod_rules IN SHARE ROW EXCLUSIVE MODE');
  const isFull = (await tx.count(AutomodRule)) >= MAX_RULES;
  if (isFull || (kind === 'regex' && (await tx.countBy(AutomodRule, { kind })) >= MAX_REGEX_RULES)) {
    throw new DomainError('automod_rule.limit');
  }
};

type Asked = Pick<AutomodRule, 'name' | 'kind' | 'config' | 'enabled'> & { id: number | null };

const judgeOnce = (text: string, { id, name, kind, config, enabled }: Asked): AutomodFinding => {
  const now = new Date();
  const matched = compileRule({ kind, config }).judge({ userId: 0, createdAt: now, text, now }) ?? null;
  return { rule_id: id, name, kind, enabled, triggered: matched !== null, matched };
};

/** Bad fields of a draft's config are named from the body on. */
const inDraft = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'request.invalid') throw error;
    throw invalidFields((error.details as FieldError[]).map((fault) => ({ ...fault, field: `draft.${fault.field}` })));
  }
};

const present = (row: AutomodRule): AutomodRuleReply => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  config: row.config,
  action: row.action,
  timeout_minutes: row.timeoutMinutes,
  enabled: row.enabled,
  dry_run: row.dryRun,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
