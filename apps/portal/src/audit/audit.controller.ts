import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Reply } from '../boundary/access.js';
import { AuditFilter, AuditLogReply } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('Moderation')
@Controller('api/admin/audit-log')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Read the audit log */
  @Get()
  @Access('admin:read', { role: 'moderator' })
  @Reply(AuditLogReply)
  list(@Query() filter: AuditFilter): Promise<AuditLogReply> {
    return this.audit.list(filter);
  }
}
