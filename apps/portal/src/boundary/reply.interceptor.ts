import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { ROUTE_REPLY } from './access.js';
import { type FieldClass, project } from './field-registry.js';

/** Cuts every answer down to what its `@Reply` class declares. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const type = Reflect.getMetadata(ROUTE_REPLY, context.getHandler()) as FieldClass | undefined;
    return type ? next.handle().pipe(map((value) => project(type, value))) : next.handle();
  }
}
