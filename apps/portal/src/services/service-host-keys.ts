import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import {
  type HostKeyReply,
  HostKeysService,
  type PinOwner,
  presentHostKey,
  type Target,
} from '../connections/index.js';
import { AdminServicesService } from './admin-services.service.js';

/** The pin of a service's present address, for administrators. */
@Injectable()
export class ServiceHostKeys {
  constructor(
    private readonly services: AdminServicesService,
    private readonly hostKeys: HostKeysService,
  ) {}

  /** @throws DomainError service.not_found, hostkey.not_found */
  async get(id: number): Promise<HostKeyReply> {
    const { owner, address } = await this.place(id);
    return presentHostKey(await this.hostKeys.get(owner, address));
  }

  /** @throws DomainError service.not_found */
  async trust(id: number, fingerprint: string): Promise<HostKeyReply> {
    const { owner, address } = await this.place(id);
    return presentHostKey(await this.hostKeys.replace(owner, address, { fingerprint }));
  }

  /** @throws DomainError service.not_found, hostkey.not_found */
  async forget(id: number): Promise<void> {
    const { owner, address } = await this.place(id);
    await this.hostKeys.forget(owner, address);
  }

  private async place(id: number): Promise<{ owner: PinOwner; address: Target }> {
    const { host, port } = await this.services.row(id);
    if (host === null || port === null) throw new DomainError('hostkey.not_found');
    return { owner: { kind: 'service', id: String(id), userId: null }, address: { host, port } };
  }
}
