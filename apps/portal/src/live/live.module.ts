import { Global, Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { RoadAdmission } from '../boundary/road-admission.js';
import { PolicyModule } from '../policy/index.js';
import { UsersModule } from '../users/index.js';
import { LiveListener } from './live.listener.js';
import { LiveRooms } from './live-rooms.js';
import { LiveService } from './live.service.js';
import { PortalLiveRoad } from './portal-live-road.js';

/** Pushes to the web app. Any feature of the api role may inject `LiveService`. */
@Global()
@Module({
  imports: [AuthModule, PolicyModule, UsersModule],
  providers: [
    RoadAdmission,
    PortalLiveRoad,
    LiveListener,
    {
      provide: LiveService,
      inject: [PortalLiveRoad],
      useFactory: (road: PortalLiveRoad) => new LiveRooms(road, false),
    },
  ],
  exports: [LiveService, PortalLiveRoad, RoadAdmission],
})
export class LiveModule {}
