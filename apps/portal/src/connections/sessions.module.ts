import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/index.js';
import { RemoteSessionsService } from './remote-sessions.service.js';
import { SessionHistory } from './session-history.js';
import { SessionHistoryEntry } from './session-history.entity.js';
import { SessionRegistry } from './session-registry.js';
import { SessionRoads } from './session-roads.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsListener } from './sessions.listener.js';

/** Live remote sessions of this process; `RemoteTargets` is bound in `roles/`. */
@Module({
  imports: [TypeOrmModule.forFeature([SessionHistoryEntry]), UsersModule],
  controllers: [SessionsController],
  providers: [RemoteSessionsService, SessionHistory, SessionRegistry, SessionRoads, SessionsListener],
  exports: [SessionRoads, SessionRegistry],
})
export class SessionsModule {}
