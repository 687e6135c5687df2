import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PolicyModule } from '../policy/index.js';
import { Facilitator } from './facilitator.service.js';
import { suiNetworkProvider } from './network.provider.js';
import { X402Settlement } from './settlement.entity.js';
import { Settlements } from './settlements.js';
import { JsonSuiRpc, SuiRpc } from './sui-rpc.js';
import { Verification } from './verification.js';
import { X402Controller } from './x402.controller.js';

/** The relay's facilitator of payments (x402). */
@Module({
  imports: [PolicyModule, TypeOrmModule.forFeature([X402Settlement])],
  controllers: [X402Controller],
  providers: [Facilitator, Settlements, suiNetworkProvider, Verification, { provide: SuiRpc, useClass: JsonSuiRpc }],
})
export class X402Module {}
