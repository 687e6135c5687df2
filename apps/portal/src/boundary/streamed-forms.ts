import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { type FileField, ROUTE_FILE } from './route-registry.js';
import { FORM_ENVELOPE_BYTES, tooLarge } from './multipart-bodies.js';
import { takeTime } from './slow-requests.js';

/** A field or the file of a form, in the order they come. The file is read before the next part is asked for. */
export type FormPart =
  { name: string; value: string } | { name: string; fileName: string; content: AsyncGenerator<Buffer> };

/** The route takes a form with one file that is not held in memory, and no JSON. */
export const TakesStreamedFile = (name: string, fields: readonly string[]): MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_FILE, { name, maxBytes: Number.POSITIVE_INFINITY } satisfies FileField),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [...fields, name],
        properties: {
          ...Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
          [name]: { type: 'string', format: 'binary' },
        },
      },
    }),
  );

/** A form whose file is taken while it arrives, however long that takes. */
export class StreamedForm {
  constructor(private readonly request: FastifyRequest) {}

  /** @throws DomainError request.too_large — also while the file is read, request.invalid */
  async *parts(maxFileBytes: number): AsyncGenerator<FormPart> {
    const { request } = this;
    if (Number(request.headers['content-length'] ?? 0) > maxFileBytes + FORM_ENVELOPE_BYTES)
      throw tooLarge(maxFileBytes);
    takeTime(request);
    try {
      for await (const part of request.parts({ limits: { fileSize: maxFileBytes } })) {
        if (part.type === 'field') yield { name: part.fieldname, value: String(part.value) };
        else yield { name: part.fieldname, fileName: part.filename, content: contentOf(part.file, maxFileBytes) };
      }
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new DomainError('request.invalid', { cause: error });
    }
  }
}

/** The form of a `@TakesStreamedFile` route. @throws DomainError request.media_type */
export const UploadedForm = createParamDecorator((_: unknown, context: ExecutionContext): StreamedForm => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.isMultipart()) throw new DomainError('request.media_type');
  return new StreamedForm(request);
});

async function* contentOf(
  file: AsyncIterable<Buffer> & { truncated: boolean },
  maxBytes: number,
): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    throw new DomainError('request.invalid', { cause: error, text: 'The file did not arrive whole.' });
  }
  if (file.truncated) throw tooLarge(maxBytes);
}
