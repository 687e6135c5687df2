import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { ImportConnections, ImportReply } from './connection-import.dto.js';
import { ConnectionImportService } from './connection-import.service.js';

@Controller('api/connections/import')
export class ConnectionImportController {
  constructor(private readonly imports: ConnectionImportService) {}

  /** @throws DomainError connection.limit */
  @Post()
  @Access('connections:write')
  @Reply(ImportReply, 200)
  import(@Caller() { userId }: Principal, @Body() body: ImportConnections): Promise<ImportReply> {
    return this.imports.import(userId, body);
  }
}
