import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { PortSettingsChange, RelayPolicyChange } from './policy.dto.js';
import { defaultSettings } from './policy-defaults.js';
import { type Actor, PolicyWriter } from './policy-writer.js';
import { APPROVAL_MODES, RelaySettings } from './relay-settings.entity.js';

export interface PolicyAmendment extends RelayPolicyChange {
  landing_page_enabled?: boolean | null;
}

/** The settings of the relay as a whole. */
@Injectable()
export class PolicySettingsService {
  constructor(
    private readonly writer: PolicyWriter,
    private readonly config: PortalConfig,
  ) {}

  /**
   * What is missing becomes zero.
   * @throws DomainError relay.invalid_mode
   */
  replace(actor: Actor, { approval_mode: mode, udp, tcp_port: tcp }: RelayPolicyChange): Promise<void> {
    return this.write(actor, (stored) => ({
      ...stored,
      approvalMode: requireMode(mode ?? ''),
      ...udpOf(udp ?? {}),
      ...tcpOf(tcp ?? {}),
    }));
  }

  /**
   * What is missing stays as it is.
   * @throws DomainError relay.invalid_mode
   */
  amend(actor: Actor, { approval_mode: mode, udp, tcp_port: tcp, ...page }: PolicyAmendment): Promise<void> {
    return this.write(actor, (stored) => ({
      ...stored,
      ...(mode != null && { approvalMode: requireMode(mode) }),
      ...(udp && udpOf(udp)),
      ...(tcp && tcpOf(tcp)),
      landingPage: page.landing_page_enabled ?? stored.landingPage,
    }));
  }

  private write(actor: Actor, change: (stored: RelaySettings) => RelaySettings): Promise<void> {
    return this.writer.write(actor, async (tx) => {
      const from = await this.lock(tx);
      const to = change(from);
      await tx.update(RelaySettings, { id: 1 }, to);
      const names = Object.keys(to) as (keyof RelaySettings)[];
      const changed = names.filter((name) => to[name] !== from[name]);
      const details = Object.fromEntries(changed.map((name) => [snakeCase(name), { from: from[name], to: to[name] }]));
      return changed.length === 0 ? undefined : { action: 'relay_policy.changed', details };
    });
  }

  /** The one row, made when an administrator first decides. */
  private async lock(tx: EntityManager): Promise<RelaySettings> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(RelaySettings)
      .values(defaultSettings(this.config))
      .orIgnore()
      .execute();
    return tx.findOneOrFail(RelaySettings, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
  }
}

const udpOf = ({ enabled, max_leases: max }: PortSettingsChange) => ({
  udpEnabled: enabled ?? false,
  udpMaxLeases: max ?? 0,
});

const tcpOf = ({ enabled, max_leases: max }: PortSettingsChange) => ({
  tcpEnabled: enabled ?? false,
  tcpMaxLeases: max ?? 0,
});

const requireMode = (text: string) => {
  const mode = APPROVAL_MODES.find((known) => known === text.trim());
  if (!mode) throw new DomainError('relay.invalid_mode');
  return mode;
};

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
