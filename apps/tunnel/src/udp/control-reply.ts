import { JsonFields } from '#libs/relay-protocol';

const MAX_CODE_CHARS = 64;

/** The relay will not have this connection; `code` is its own (`lease_not_found`, `unauthorized`, …). */
export class QuicRefusal extends Error {
  override readonly name = 'QuicRefusal';

  constructor(readonly code: string) {
    super(`the relay refuses UDP: ${code}`);
  }
}

/** What the relay's line on the control stream says is wrong; undefined when it agrees. */
export function parseControlReply(line: Buffer): Error | undefined {
  try {
    const reply = new JsonFields(JSON.parse(line.toString()));
    return reply.flag('ok') ? undefined : new QuicRefusal(reply.text('error', MAX_CODE_CHARS) || 'unknown');
  } catch (cause) {
    return new Error('the relay does not answer as it should', { cause });
  }
}
