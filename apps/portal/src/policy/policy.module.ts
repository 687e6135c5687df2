import { Module } from '@nestjs/common';
import { Admission } from './admission.js';
import { LimiterStore } from './limiter-store.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({ providers: [LimiterStore, Admission, SignInAttempts], exports: [Admission, LimiterStore, SignInAttempts] })
export class PolicyModule {}
