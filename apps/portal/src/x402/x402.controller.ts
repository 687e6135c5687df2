import type { IncomingHttpHeaders } from 'node:http';
import { Body, Controller, Get, Headers, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import { Public, Rate, Reply } from '../boundary/access.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { Facilitator } from './facilitator.service.js';
import { readPayment } from './payment-request.js';
import { PaymentRequest, SettleReply, SupportedReply, VerifyReply } from './x402.dto.js';
import { X402Guard } from './x402.guard.js';

/** Answers as x402 has them, in no envelope. A payment that is refused is an answer too. */
@ApiTags('Relay')
@Public()
@Rate('none')
@TakesJson(RELAY_LIMITS.body.x402)
@UseGuards(X402Guard)
@Controller('api/x402')
export class X402Controller {
  constructor(private readonly facilitator: Facilitator) {}

  /** Kinds of payments that are taken */
  @Get('supported')
  @Reply(SupportedReply)
  supported(): SupportedReply {
    return this.facilitator.supported();
  }

  /** Whether a payment would do */
  @Post('verify')
  @Reply(VerifyReply)
  verify(@Body() body: PaymentRequest, @Headers() headers: IncomingHttpHeaders): Promise<VerifyReply> {
    return this.facilitator.verify(readPayment(body, headers));
  }

  /** Carry out a payment */
  @Post('settle')
  @Reply(SettleReply)
  settle(@Body() body: PaymentRequest, @Headers() headers: IncomingHttpHeaders): Promise<SettleReply> {
    return this.facilitator.settle(readPayment(body, headers));
  }
}
