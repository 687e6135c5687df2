import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConnectionsModule } from '../connections/index.js';
import { AdminServicesController } from './admin-services.controller.js';
import { AdminServicesService } from './admin-services.service.js';
import { ServiceHostKeys } from './service-host-keys.js';
import { ServicePlugins } from './service-plugins.js';
import { ServiceTargets } from './service-targets.js';
import { Service } from './service.entity.js';
import { ServicesController } from './services.controller.js';
import { ServicesService } from './services.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Service]), ConnectionsModule],
  controllers: [ServicesController, AdminServicesController],
  providers: [ServicePlugins, ServicesService, AdminServicesService, ServiceTargets, ServiceHostKeys],
  exports: [ServiceTargets],
})
export class ServicesModule {}
