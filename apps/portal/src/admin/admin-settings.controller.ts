import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { PortalSettings } from '../settings/index.js';
import { AdminSettingsService } from './admin-settings.service.js';
import { SettingsChanges } from './settings-changes.dto.js';

@ApiTags('Administration')
@Controller('api/admin/settings')
export class AdminSettingsController {
  constructor(private readonly settings: AdminSettingsService) {}

  /** Get settings */
  @Get()
  @Access('admin:read', { role: 'admin' })
  @Reply(PortalSettings)
  get(): PortalSettings {
    return this.settings.current;
  }

  /** Change settings; what is not named stays */
  @Put()
  @Access('admin:write', { role: 'admin' })
  @ApiBody({ type: SettingsChanges })
  @Reply(PortalSettings)
  update(@Caller() caller: Principal, @Body() changes: unknown): Promise<PortalSettings> {
    return this.settings.update(caller, changes);
  }
}
