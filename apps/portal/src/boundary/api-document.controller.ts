import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Public } from './access.js';
import { ApiDocument } from './api-document.js';

@ApiExcludeController()
@Controller('api/openapi.json')
export class ApiDocumentController {
  constructor(private readonly document: ApiDocument) {}

  @Get()
  @Public()
  @Header('cache-control', 'no-cache')
  get(): OpenAPIObject {
    return this.document.get();
  }
}
