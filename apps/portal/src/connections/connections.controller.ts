import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { ConnectionId } from './connection-id.js';
import { ConnectionLauncher } from './connection-launcher.js';
import {
  ConnectionList,
  ConnectionReply,
  ConnectionTypesReply,
  CreateConnection,
  HealthReply,
  LaunchReply,
  PinReply,
  UpdateConnection,
} from './connections.dto.js';
import { ConnectionsService } from './connections.service.js';

@Controller('api/connections')
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly launcher: ConnectionLauncher,
  ) {}

  @Get('types')
  @Access('connections:read')
  @Reply(ConnectionTypesReply)
  types(): ConnectionTypesReply {
    return { types: this.connections.types() };
  }

  @Get()
  @Access('connections:read')
  @Reply(ConnectionList)
  async list(@Caller() { userId }: Principal): Promise<ConnectionList> {
    return { connections: await this.connections.list(userId) };
  }

  /** @throws DomainError target.blocked, connection.limit */
  @Post()
  @Access('connections:write')
  @Reply(ConnectionReply, 201)
  create(@Caller() { userId }: Principal, @Body() body: CreateConnection): Promise<ConnectionReply> {
    return this.connections.create(userId, body);
  }

  @Get(':id')
  @Access('connections:read')
  @Reply(ConnectionReply)
  get(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<ConnectionReply> {
    return this.connections.get(userId, id);
  }

  /** @throws DomainError target.blocked */
  @Put(':id')
  @Access('connections:write')
  @Reply(ConnectionReply)
  update(
    @Caller() { userId }: Principal,
    @ConnectionId() id: string,
    @Body() body: UpdateConnection,
  ): Promise<ConnectionReply> {
    return this.connections.update(userId, id, body);
  }

  @Delete(':id')
  @Access('connections:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<Success> {
    await this.connections.remove(userId, id);
    return SUCCESS;
  }

  @Post(':id/pin')
  @Access('connections:write')
  @Reply(PinReply)
  async togglePin(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<PinReply> {
    return { is_pinned: await this.connections.togglePin(userId, id) };
  }

  @Post(':id/duplicate')
  @Access('connections:write')
  @Reply(ConnectionReply, 201)
  duplicate(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<ConnectionReply> {
    return this.connections.duplicate(userId, id);
  }

  /** @throws DomainError access.scope without `access:<plugin>` */
  @Get(':id/connect')
  @Access('connections:read')
  @Reply(LaunchReply)
  launchInfo(@Caller() caller: Principal, @ConnectionId() id: string): Promise<LaunchReply> {
    return this.launcher.launch(caller, id);
  }

  /** @throws DomainError access.scope without `access:<plugin>` */
  @Get(':id/health')
  @Access('connections:read')
  @Reply(HealthReply)
  health(@Caller() caller: Principal, @ConnectionId() id: string): Promise<HealthReply> {
    return this.launcher.health(caller, id);
  }
}
