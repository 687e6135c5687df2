import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { randomToken } from '#libs/crypto';

const ID_BYTES = 15;
const ID_PATTERN = /^[A-Za-z0-9_-]{16,32}$/;

/** 20 URL-safe characters, 120 bits. */
export const newConnectionId = (): string => randomToken(ID_BYTES);

/** What is not of the form of an id belongs to nobody. @throws DomainError connection.not_found */
export const requireConnectionId = (id: string): string => {
  if (!ID_PATTERN.test(id)) throw new DomainError('connection.not_found');
  return id;
};

/** The `id` of the path. */
export const ConnectionId = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  requireConnectionId(context.switchToHttp().getRequest<{ params: { id?: string } }>().params.id ?? ''),
);
