import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { EventBus } from '#libs/events';
import { UserDeleted } from '../users/users.events.js';
import { HostKey } from './host-key.entity.js';

/** Connections go with their user's row by foreign key; their pins, which hang on no key, go here. */
@Injectable()
export class OrphanedHostKeys implements OnModuleInit {
  constructor(
    @InjectRepository(HostKey) private readonly hostKeys: Repository<HostKey>,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.events.on(UserDeleted, 'connections.forget-host-keys', () => this.forget());
  }

  async forget(): Promise<void> {
    await this.hostKeys.query(
      `DELETE FROM host_keys WHERE owner_kind = 'connection'
         AND NOT EXISTS (SELECT 1 FROM connections WHERE connections.id = owner_id)`,
    );
  }
}
