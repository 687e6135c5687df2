import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { randomToken } from '#libs/crypto';
import { PubSub } from '#libs/events';
import { PortalLiveRoad } from '../../live/index.js';

const ASKED = 'notifications.presence-asked';
const ANSWERED = 'notifications.presence-answered';

/** How long the processes have to say that somebody is there. */
export const ANSWER_MS = 500;

interface Question {
  id: string;
  user_id: number;
}

/** Whether somebody has the web app open, in whichever process. Nothing keeps count: all are asked, and one says yes. */
@Injectable()
export class WebPresence implements OnModuleInit {
  answerMs = ANSWER_MS;
  private readonly open = new Map<string, () => void>();

  constructor(private readonly pubSub: PubSub) {}

  onModuleInit(): void {
    this.pubSub.subscribe<{ id: string }>(ANSWERED, ({ id }) => this.open.get(id)?.());
  }

  async has(userId: number): Promise<boolean> {
    const id = randomToken(12);
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<boolean>((resolve) => {
      this.open.set(id, () => resolve(true));
      timer = setTimeout(() => resolve(false), this.answerMs);
    });
    try {
      await this.pubSub.publish(ASKED, { id, user_id: userId } satisfies Question);
      return await answer;
    } finally {
      clearTimeout(timer);
      this.open.delete(id);
    }
  }
}

/** The processes with sockets. */
@Injectable()
export class WebPresenceAnswers implements OnModuleInit, OnModuleDestroy {
  private stop: (() => void) | undefined;

  constructor(
    private readonly pubSub: PubSub,
    private readonly road: PortalLiveRoad,
  ) {}

  onModuleInit(): void {
    this.stop = this.pubSub.subscribe<Question>(ASKED, ({ id, user_id }) => {
      if (this.road.has(({ userId }) => userId === user_id)) void this.pubSub.publish(ANSWERED, { id });
    });
  }

  onModuleDestroy(): void {
    this.stop?.();
  }
}
