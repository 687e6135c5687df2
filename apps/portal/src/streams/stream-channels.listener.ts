import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { EventBus } from '#libs/events';
import { RoomChanged } from '../chat/chat.events.js';
import { StreamChannels } from '../chat/stream-channels/index.js';
import { UserDeleted } from '../users/users.events.js';
import { Stream } from './stream.entity.js';

/** Streams go with their owner's row by foreign key, their channels here; a channel may also go before its stream. */
@Injectable()
export class StreamChannelsListener implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly channels: StreamChannels,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.events.on(UserDeleted, 'streams.remove-channels', () => this.removeOrphans());
    this.events.on(RoomChanged, 'streams.forget-channel', async ({ id, change }) => {
      if (change !== 'deleted') return;
      await this.dataSource.manager.update(Stream, { chatChannelId: id }, { chatChannelId: null });
    });
  }

  /** A channel is there only if its stream is: both came with one commit. */
  async removeOrphans(): Promise<void> {
    const ids = await this.channels.ids();
    const streams = await this.dataSource.manager.find(Stream, {
      select: { chatChannelId: true },
      where: { chatChannelId: In(ids) },
    });
    const used = new Set(streams.map(({ chatChannelId }) => chatChannelId));
    for (const id of ids.filter((one) => !used.has(one))) {
      await this.dataSource.transaction((tx) => this.channels.remove(id, tx));
    }
  }
}
