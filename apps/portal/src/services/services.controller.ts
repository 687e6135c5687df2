import { Controller, Get } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Caller, PathId, Reply, SignedIn } from '../boundary/access.js';
import { EntryHealth, HealthReply } from '../connections/index.js';
import { ServiceTargets } from './service-targets.js';
import { ServiceList, ServiceReply } from './services.dto.js';
import { ServicesService } from './services.service.js';

/** Filtered by `access:` scopes: what a caller may not open does not exist. */
@SignedIn()
@Controller('api/services')
export class ServicesController {
  constructor(
    private readonly services: ServicesService,
    private readonly targets: ServiceTargets,
    private readonly healthOf: EntryHealth,
  ) {}

  @Get()
  @Reply(ServiceList)
  async list(@Caller() caller: Principal): Promise<ServiceList> {
    return { services: await this.services.list(caller) };
  }

  @Get(':id')
  @Reply(ServiceReply)
  get(@Caller() caller: Principal, @PathId() id: number): Promise<ServiceReply> {
    return this.services.get(caller, id);
  }

  @Get(':id/health')
  @Reply(HealthReply)
  async health(@Caller() caller: Principal, @PathId() id: number): Promise<HealthReply> {
    return this.healthOf.check(await this.targets.find(caller, id), caller);
  }
}
