import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventBus } from '#libs/events';
import { AuditLog, type AuditRecord } from '../audit/index.js';
import { RelayNodes } from '../relay-nodes/index.js';
import { RelayPolicyChanged } from './relay-policy.events.js';
import { RelayPolicy } from './relay-policy.js';

export type Actor = AuditRecord['actor'];

/** Writes what administrators decide: with its entry in the audit log, and known to this process and the relays when it resolves. */
@Injectable()
export class PolicyWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
    private readonly policy: RelayPolicy,
    private readonly relays: RelayNodes,
  ) {}

  /** `change` gives what is to be recorded, or undefined when all is as it was. */
  async write(
    actor: Actor,
    change: (tx: EntityManager) => Promise<Omit<AuditRecord, 'actor'> | undefined>,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const act = await change(tx);
      if (!act) return;
      await this.audit.record({ actor, ...act }, tx);
      await this.events.publish(RelayPolicyChanged, {}, tx);
    });
    await Promise.all([this.policy.reload(), this.relays.catchUp('policy')]);
  }
}
