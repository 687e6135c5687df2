import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Reply, SignedIn } from '../boundary/access.js';
import { Integer } from '../boundary/fields.js';
import { PublicStats } from './public-stats.js';

export class PublicStatsReply {
  @Integer({ description: 'Public streams that are live now.' }) live_streams: number;
  @Integer({ description: 'Users that are connected now.' }) online_users: number;
}

@ApiTags('Public stats')
@Controller('api/stats')
export class StatsController {
  constructor(private readonly stats: PublicStats) {}

  /** Get public statistics */
  @Get('public')
  @SignedIn()
  @Reply(PublicStatsReply)
  read(): Promise<PublicStatsReply> {
    return this.stats.read();
  }
}
