import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LIMITS } from '#libs/contracts';
import { JobQueues } from '#libs/queue';
import { Posting } from '../messages/posting.js';
import { ChatRoad } from '../road/chat-road.js';
import { MAX_ROW, optional, readChannel } from '../road/frame-fields.js';
import { Rooms } from '../rooms/rooms.js';
import { ClosePoll } from './polls.jobs.js';
import { PollsService } from './polls.service.js';

const { poll: LIMIT } = LIMITS;

@Injectable()
export class PollFrames implements OnModuleInit {
  constructor(
    private readonly road: ChatRoad,
    private readonly rooms: Rooms,
    private readonly posting: Posting,
    private readonly polls: PollsService,
    private readonly jobs: JobQueues,
  ) {}

  onModuleInit(): void {
    this.road.on('create_poll', {
      scope: 'chat:write',
      read: (fields) => ({
        ...readChannel(fields),
        question: fields.text('question', { min: 1, max: LIMIT.question }),
        options: fields.texts('options', { min: LIMIT.minOptions, max: LIMIT.maxOptions, maxChars: LIMIT.option }),
        ...optional('allow_multiple', fields.optionalFlag('allow_multiple')),
        ...optional('anonymous_votes', fields.optionalFlag('anonymous_votes')),
        ...optional('duration', fields.optionalInteger('duration', { min: 1, max: LIMIT.maxMinutes })),
        ...optional('nonce', fields.optionalText('nonce', { min: 1, max: LIMITS.nonce })),
      }),
      handle: async (session, frame) => {
        const channel = await this.rooms.requireChannel(session.principal, session.channelOf(frame));
        const closesAt = frame.duration ? new Date(Date.now() + frame.duration * 60_000) : null;
        const {
          question,
          options,
          allow_multiple: allowMultiple = false,
          anonymous_votes: anonymousVotes = false,
        } = frame;
        const posted = { message: question, nonce: frame.nonce };
        const poll = { question, options, allowMultiple, anonymousVotes, closesAt };
        const stored = await this.posting.post(session.principal, channel, posted, poll);
        if (closesAt) await this.jobs.add(ClosePoll, {}, { delay: closesAt.getTime() - Date.now() });
        session.ackPosted(frame, stored);
      },
    });
    this.road.on('vote_poll', {
      scope: 'chat:write',
      read: (fields) => ({
        poll_id: fields.id('poll_id', MAX_ROW),
        option_index: fields.integer('option_index', { min: 0, max: LIMIT.maxOptions - 1 }),
      }),
      handle: async (session, frame) => {
        const seq = await this.polls.vote(session.principal, frame.poll_id, frame.option_index);
        session.ack(frame, { seq });
      },
    });
    this.road.on('close_poll', {
      scope: 'chat:write',
      read: (fields) => ({ poll_id: fields.id('poll_id', MAX_ROW) }),
      handle: async (session, frame) => {
        await this.polls.close(session.principal, frame.poll_id);
        session.ack(frame);
      },
    });
  }
}
