import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, type Role, roleAtLeast } from '#libs/contracts';
import { EventBus } from '#libs/events';
import type { Metrics } from '#libs/telemetry';
import { AuditLog } from '../audit/index.js';
import { METRICS } from '../boundary/log.js';
import { Sanctions } from '../moderation/index.js';
import { AccountsService } from '../users/index.js';
import { AutomodRulesChanged } from './automod.events.js';
import { AutomodRule } from './automod-rule.entity.js';
import { type Finding, RuleSet } from './rule-set.js';

/** A message somebody wants to post, and who that is. */
export interface Candidate {
  userId: number;
  role: Role;
  /** Of the account. */
  createdAt: Date;
  roomId: number;
  text: string;
}

const MINUTE_MS = 60_000;

/** Judges messages before they are stored. */
@Injectable()
export class Automod implements OnModuleInit {
  private readonly log = new Logger('automod');
  private readonly rules = new RuleSet();
  private readonly triggers;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
    private readonly sanctions: Sanctions,
    private readonly accounts: AccountsService,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.triggers = metrics.counter('portal_automod_triggers_total', 'Messages that broke a rule.', ['kind', 'action']);
  }

  async onModuleInit(): Promise<void> {
    this.events.onEverywhere(AutomodRulesChanged, () => this.reload());
    this.events.onGap(() => this.reload());
    await this.reload();
  }

  /**
   * Moderators may say anything. Everything found is in the audit log when this resolves or throws.
   * @throws DomainError message.rejected, with the name of the rule in `details`
   */
  async judge({ userId, role, createdAt, roomId, text }: Candidate): Promise<void> {
    if (roleAtLeast(role, 'moderator')) return;
    for (const finding of this.rules.judge({ userId, createdAt, text, now: new Date() })) {
      const { rule } = finding;
      const isStopped = !rule.dryRun && rule.action !== 'flag';
      await this.record(finding, { userId, roomId }, isStopped);
      if (!isStopped) continue;
      if (rule.action === 'timeout') await this.silence(userId, rule);
      throw new DomainError('message.rejected', { details: { rule: rule.name } });
    }
  }

  /** One after the other: an older answer of the database must not overwrite a newer one. */
  reload(): Promise<void> {
    const turn = this.reading.then(async () => {
      const rows = await this.dataSource.manager.find(AutomodRule, { order: { id: 'ASC' } });
      for (const { row, error } of this.rules.replace(rows)) {
        this.log.error({ err: error, rule: row.id, msg: 'a rule cannot be used' });
      }
    });
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  /** Quotes only what broke the rule: the message may be a private one. */
  private async record(
    { rule, matched }: Finding,
    { userId, roomId }: Pick<Candidate, 'userId' | 'roomId'>,
    isStopped: boolean,
  ): Promise<void> {
    const { id, name, kind, action, dryRun } = rule;
    this.triggers.inc({ kind, action: dryRun ? 'dry_run' : action });
    const account = await this.accounts.find(userId);
    await this.audit.record({
      actor: null,
      action: isStopped ? 'automod.blocked' : 'automod.flagged',
      target: { userId, ...(account && { name: account.username }) },
      roomId,
      details: { rule_id: id, rule: name, kind, action, dry_run: dryRun, matched },
    });
  }

  private async silence(userId: number, { name, timeoutMinutes }: AutomodRule): Promise<void> {
    const until = new Date(Date.now() + timeoutMinutes * MINUTE_MS);
    await this.sanctions.impose({ kind: 'timeout', userId, roomId: null, until, reason: name, by: null });
  }
}
