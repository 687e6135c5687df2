import { defineJob } from '#libs/queue';
import type { MessagePostedEvent } from '../chat/chat.events.js';
import type { StreamWentLiveEvent } from '../streams/streams.events.js';

/** Tells those a message concerns of it. */
export const TellOfMessage = defineJob<MessagePostedEvent>('notifications.tell-of-message', { concurrency: 4 });

/** Whoever has the conversation open has read it by then, and is told nothing. */
export const READ_FIRST_MS = 1_500;

/** Tells everybody that a public stream went live. */
export const TellOfStream = defineJob<StreamWentLiveEvent & { hour: string }>('notifications.tell-of-stream');
