import { Global, Module } from '@nestjs/common';
import { MessageIndex } from '../chat/index.js';
@Global()
@Module({
  providers: [
    {
      provide: MessageIndex,
      useValue: { add: async () => undefined, replace: async () => undefined, remove: async () => undefined },
    },
  ],
  exports: [MessageIndex],
})
export class TempIndexModule {}
