import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { randomToken, sha256 } from '#libs/crypto';
import type { Principal } from '../principal.js';
import { WsTicket } from '../ws-ticket.entity.js';
import type { WsTicketReply } from './token.dto.js';

const TICKET_SECONDS = 30;
/** SPICE opens a socket a channel with the same address. */
const TICKET_USES = 16;

@Injectable()
export class WsTicketsService {
  constructor(@InjectRepository(WsTicket) private readonly tickets: Repository<WsTicket>) {}

  /** The ticket stands for the caller's credential and ends with it. */
  async issue({ userId, credential }: Principal): Promise<WsTicketReply> {
    const ticket = randomToken();
    await this.tickets.insert({
      hash: sha256(ticket),
      userId,
      credential: credential.kind === 'ticket' ? { ...credential.of, cookie: false } : credential,
      usesLeft: TICKET_USES,
      expiresAt: new Date(Date.now() + TICKET_SECONDS * 1000),
    } as WsTicket);
    return { ticket, expires_in: TICKET_SECONDS };
  }
}
