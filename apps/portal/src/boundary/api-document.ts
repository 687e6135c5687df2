import { type INestApplication, Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeApi } from './openapi.js';

/** The running application's own description, made when somebody asks for it. */
@Injectable()
export class ApiDocument {
  private document: OpenAPIObject | undefined;
  private app: INestApplication | undefined;

  /** Once, by whoever creates the application. */
  attach(app: INestApplication): void {
    this.app = app;
  }

  get(): OpenAPIObject {
    return (this.document ??= describeApi(this.app!, '1'));
  }
}
