import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { RelayNodes } from '../relay-nodes/index.js';
import { LeaseRegistry } from './lease-registry.js';
import type { RelayLease } from './lease.entity.js';

/** Opens the public ports of new leases at the relays. */
@Injectable()
export class LeasePorts {
  constructor(
    private readonly registry: LeaseRegistry,
    private readonly nodes: RelayNodes,
  ) {}

  /**
   * A relay that cannot be reached opens them when it is back, as long as another has them open now. Otherwise the lease
   * is taken back.
   * @throws DomainError request.invalid — a port cannot be opened; server.unavailable — no relay answers
   */
  async open(lease: RelayLease): Promise<void> {
    if (lease.tcpPort === null && lease.udpPort === null) return;
    try {
      await this.bind(lease.identityKey);
    } catch (error) {
      await this.registry.takeBack(lease);
      throw error;
    }
  }

  private async bind(identityKey: string): Promise<void> {
    const relays = await this.nodes.all();
    const outcomes = await Promise.allSettled(relays.map((relay) => relay.bindPorts(identityKey)));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    const refusal = failures.find((failure) => !isAbsence(failure));
    if (refusal) throw refusal;
    if (failures.length === relays.length) throw new DomainError('server.unavailable', { cause: failures[0] });
  }
}

const isAbsence = (failure: unknown): boolean => failure instanceof DomainError && failure.code === 'relay.unavailable';
