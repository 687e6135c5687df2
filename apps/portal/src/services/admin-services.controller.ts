import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { HostKeyReply, TrustHostKey } from '../connections/index.js';
import { AdminServicesService } from './admin-services.service.js';
import { ServiceHostKeys } from './service-host-keys.js';
import {
  AdminServiceList,
  AdminServiceReply,
  CreateService,
  ServiceTypesReply,
  UpdateService,
} from './services.dto.js';

@Controller('api/admin/services')
export class AdminServicesController {
  constructor(
    private readonly services: AdminServicesService,
    private readonly hostKeys: ServiceHostKeys,
  ) {}

  @Get('types')
  @Access('admin:read', { role: 'admin' })
  @Reply(ServiceTypesReply)
  types(): ServiceTypesReply {
    return { types: this.services.types() };
  }

  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(AdminServiceList)
  async list(): Promise<AdminServiceList> {
    return { services: await this.services.list() };
  }

  /** @throws DomainError target.blocked */
  @Post()
  @Access('admin:write', { role: 'admin' })
  @Reply(AdminServiceReply, 201)
  create(@Caller() caller: Principal, @Body() body: CreateService): Promise<AdminServiceReply> {
    return this.services.create(caller, body);
  }

  @Get(':id')
  @Access('admin:read', { role: 'admin' })
  @Reply(AdminServiceReply)
  get(@PathId() id: number): Promise<AdminServiceReply> {
    return this.services.get(id);
  }

  /** @throws DomainError target.blocked */
  @Put(':id')
  @Access('admin:write', { role: 'admin' })
  @Reply(AdminServiceReply)
  update(@Caller() caller: Principal, @PathId() id: number, @Body() body: UpdateService): Promise<AdminServiceReply> {
    return this.services.update(caller, id, body);
  }

  @Delete(':id')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async remove(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.services.remove(caller, id);
    return SUCCESS;
  }

  @Get(':id/host-key')
  @Access('admin:read', { role: 'admin' })
  @Reply(HostKeyReply)
  hostKey(@PathId() id: number): Promise<HostKeyReply> {
    return this.hostKeys.get(id);
  }

  @Post(':id/host-key')
  @Access('admin:write', { role: 'admin' })
  @Reply(HostKeyReply)
  trustHostKey(@PathId() id: number, @Body() { fingerprint }: TrustHostKey): Promise<HostKeyReply> {
    return this.hostKeys.trust(id, fingerprint);
  }

  @Delete(':id/host-key')
  @Access('admin:write', { role: 'admin' })
  @Reply(Success)
  async forgetHostKey(@PathId() id: number): Promise<Success> {
    await this.hostKeys.forget(id);
    return SUCCESS;
  }
}
