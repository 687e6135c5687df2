import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from '../admin/index.js';
import { AuditModule } from '../audit/index.js';
import { AuthModule } from '../auth/index.js';
import { AutomodModule } from '../automod/index.js';
import { BlockingModule } from '../blocking/index.js';
import { AdmissionHook } from '../boundary/admission.hook.js';
import { ApiDocumentController } from '../boundary/api-document.controller.js';
import { ApiDocument } from '../boundary/api-document.js';
import { DomainErrorFilter } from '../boundary/domain-error.filter.js';
import { RouteRegistry } from '../boundary/route-registry.js';
import { ChatModule } from '../chat/index.js';
import { LinkPreviewsModule } from '../chat/previews/index.js';
import { ChatUploadsModule } from '../chat/uploads/index.js';
import { ConnectionsModule, SessionsModule } from '../connections/index.js';
import { DiscoveryModule } from '../discovery/index.js';
import { DmModule } from '../dm/index.js';
import { HealthModule } from '../health/health.module.js';
import { InstallModule } from '../install/index.js';
import { LiveModule } from '../live/index.js';
import { ModerationModule } from '../moderation/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { PolicyModule } from '../policy/index.js';
import { RelayDirectoryModule } from '../relay-directory/index.js';
import { RelayPolicyModule } from '../relay-policy/index.js';
import { RetentionModule } from '../retention/index.js';
import { SdkLeaseModule } from '../sdk-lease/index.js';
import { SearchIndexModule, SearchModule } from '../search/index.js';
import { ServicesModule } from '../services/index.js';
import { StreamsModule } from '../streams/index.js';
import { UsersModule } from '../users/index.js';
import { VodModule } from '../vod/index.js';
import { VoiceModule } from '../voice/index.js';
import { X402Module } from '../x402/index.js';
import { MediaRole } from './media.role.js';
import { PlatformModule, type PlatformOptions } from './platform.module.js';
import { RelayRole } from './relay.role.js';
import { RemoteTargetsModule } from './remote-targets.module.js';
import { WorkerRole } from './worker.role.js';

/** What answers HTTP and WebSockets. */
const FEATURES = [
  AdminModule,
  AuthModule,
  PolicyModule,
  UsersModule,
  ConnectionsModule,
  ServicesModule,
  HealthModule,
  RemoteTargetsModule,
  SessionsModule,
  LiveModule,
  AuditModule,
  SearchIndexModule,
  SearchModule,
  ChatModule,
  DiscoveryModule,
  DmModule,
  VoiceModule,
  ModerationModule,
  AutomodModule,
  BlockingModule,
  RetentionModule,
  ChatUploadsModule,
  NotificationsModule,
  LinkPreviewsModule,
  StreamsModule,
  VodModule,
  RelayPolicyModule,
  RelayDirectoryModule,
  InstallModule,
  SdkLeaseModule,
  X402Module,
];

@Module({})
export class ApiRole {
  static forPlatform(platform: PlatformOptions): DynamicModule {
    const { roles } = platform.installation;
    return {
      module: ApiRole,
      imports: [
        PlatformModule.forRoot(platform),
        ...FEATURES,
        ...(roles.includes('worker') ? [WorkerRole] : []),
        ...(roles.includes('media') ? [MediaRole] : []),
        ...(roles.includes('relay') ? [RelayRole] : []),
      ],
      controllers: [ApiDocumentController],
      providers: [RouteRegistry, AdmissionHook, ApiDocument, DomainErrorFilter],
    };
  }
}
