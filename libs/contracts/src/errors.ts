export interface ErrorRow {
  http: number;
  close: number;
  retry: boolean;
  text: string;
  /** Its code in specification B, where that has one of its own. */
  relay?: string;
  /** Of a 400, what it is about where nobody says so. */
  field?: string;
}

/**
 * Every failure a client can observe, one row a code. `http` is the REST status, `close` the WebSocket close code
 * (RFC 6455 §7.4.2 private range, 4000 + status unless the protocol names another), `retry` whether trying again
 * unchanged may help, `text` the default sentence (the web app has its own by code).
 */
export const ERRORS = {
  'request.invalid': { http: 400, close: 4400, retry: false, text: 'The request is not valid.' },
  'request.too_large': { http: 413, close: 1009, retry: false, text: 'The request is too large.' },
  'request.media_type': { http: 415, close: 4415, retry: false, text: 'The content type is not supported.' },
  'request.method': { http: 405, close: 4405, retry: false, text: 'The method is not allowed here.' },
  'request.forgery': { http: 403, close: 4403, retry: false, text: 'The request comes from another site.' },
  'route.not_found': { http: 404, close: 4404, retry: false, text: 'There is nothing at this address.' },
  'rate.exceeded': { http: 429, close: 4429, retry: true, text: 'Too many requests. Try again in a moment.' },
  'auth.required': { http: 401, close: 4401, retry: false, text: 'Sign in to continue.' },
  'auth.invalid': { http: 401, close: 4401, retry: false, text: 'The user name or the password is wrong.' },
  'auth.expired': { http: 401, close: 4401, retry: false, text: 'The session has ended. Sign in again.' },
  'totp.required': { http: 401, close: 4401, retry: false, text: 'A two-factor code is required.' },
  'totp.rejected': { http: 401, close: 4401, retry: false, text: 'The two-factor code is wrong.' },
  'totp.invalid': { http: 400, close: 4400, retry: false, text: 'The two-factor code is wrong.', field: 'code' },
  'totp.already_enabled': { http: 409, close: 4409, retry: false, text: 'Two-factor authentication is already on.' },
  'totp.not_enabled': { http: 409, close: 4409, retry: false, text: 'Two-factor authentication is not on.' },
  'totp.setup_missing': { http: 409, close: 4409, retry: false, text: 'Start the two-factor setup first.' },
  'passkey.invalid': { http: 401, close: 4401, retry: false, text: 'The passkey could not be verified.' },
  'passkey.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such passkey.' },
  'passkey.limit': { http: 409, close: 4409, retry: false, text: 'You have reached the number of passkeys.' },
  'oidc.unavailable': { http: 404, close: 4404, retry: false, text: 'Sign-in through a provider is not set up.' },
  'oidc.failed': { http: 401, close: 4401, retry: true, text: 'Sign-in through the provider failed.' },
  'oidc.no_account': { http: 403, close: 4403, retry: false, text: 'No account is linked to this sign-in.' },
  'oidc.linked': { http: 409, close: 4409, retry: false, text: 'This sign-in is linked to another account.' },
  'identity.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such sign-in.' },
  'identity.last': { http: 409, close: 4409, retry: false, text: 'This is the only way to sign in to the account.' },
  'access.denied': { http: 403, close: 4403, retry: false, text: 'You may not do this.' },
  'access.scope': { http: 403, close: 4403, retry: false, text: 'This key lacks the scope for this.' },
  'account.disabled': { http: 403, close: 4403, retry: false, text: 'This account is disabled.' },
  'setup.done': { http: 409, close: 4409, retry: false, text: 'The portal is already set up.' },
  'setup.code': { http: 403, close: 4403, retry: false, text: 'The setup code is wrong.' },
  'setup.required': { http: 409, close: 4409, retry: false, text: 'The portal is not set up yet.' },
  'registration.closed': { http: 403, close: 4403, retry: false, text: 'Registration is closed.' },
  'invite.invalid': { http: 403, close: 4403, retry: false, text: 'The invite code is not valid.' },
  'user.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such user.' },
  'user.name_taken': { http: 409, close: 4409, retry: false, text: 'This user name is taken.' },
  'user.last_admin': { http: 409, close: 4409, retry: false, text: 'The last administrator must remain one.' },
  'password.wrong': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'The current password is wrong.',
    field: 'current_password',
  },
  'token.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such token.' },
  'api_key.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such API key.' },
  'api_key.limit': { http: 409, close: 4409, retry: false, text: 'You have reached the number of API keys.' },
  'ssh_key.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such SSH key.' },
  'ssh_key.limit': { http: 409, close: 4409, retry: false, text: 'You have reached the number of SSH keys.' },
  'ssh_key.in_use': { http: 409, close: 4409, retry: false, text: 'A connection still uses this SSH key.' },
  'service.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such service.' },
  'connection.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such connection.' },
  'connection.limit': { http: 409, close: 4409, retry: false, text: 'You have reached the number of connections.' },
  'session.not_found': { http: 404, close: 4404, retry: false, text: 'This session has ended.' },
  'session.limit': { http: 429, close: 4429, retry: true, text: 'You have too many open sessions.' },
  'session.idle': { http: 408, close: 4408, retry: true, text: 'The session was idle for too long.' },
  'session.replaced': { http: 409, close: 4409, retry: false, text: 'The session was opened elsewhere.' },
  'session.revoked': {
    http: 401,
    close: 4401,
    retry: false,
    text: 'The session was ended by an administrator or by you.',
  },
  'consumer.slow': { http: 503, close: 4503, retry: true, text: 'This client reads too slowly.' },
  'hostkey.unknown': { http: 409, close: 4409, retry: false, text: 'The host key of this server is not known yet.' },
  'hostkey.changed': { http: 409, close: 4409, retry: false, text: 'The host key of this server has changed.' },
  'hostkey.rejected': { http: 409, close: 4409, retry: false, text: 'The host key was not accepted.' },
  'hostkey.not_found': { http: 404, close: 4404, retry: false, text: 'No host key is stored.' },
  'target.invalid': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'The address of the target is not valid.',
    field: 'host',
  },
  'target.blocked': {
    http: 400,
    close: 4495,
    retry: false,
    text: 'The network policy does not allow this target.',
    field: 'host',
  },
  'target.auth_failed': { http: 502, close: 4496, retry: false, text: 'The target refused the credentials.' },
  'target.unresolvable': { http: 502, close: 4502, retry: true, text: 'The name of the target cannot be resolved.' },
  'target.refused': { http: 502, close: 4502, retry: true, text: 'The target refused the connection.' },
  'target.unreachable': { http: 502, close: 4502, retry: true, text: 'The target cannot be reached.' },
  'target.protocol': { http: 502, close: 4502, retry: false, text: 'The target does not speak the expected protocol.' },
  'target.untrusted': { http: 502, close: 4502, retry: false, text: 'The certificate of the target is not trusted.' },
  'target.timeout': { http: 504, close: 4504, retry: true, text: 'The target did not answer in time.' },
  'target.too_large': { http: 502, close: 4502, retry: false, text: 'The target answered with more than is accepted.' },
  'channel.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such channel.' },
  'channel.name_taken': { http: 409, close: 4409, retry: false, text: 'A channel of this name exists.' },
  'channel.limit': { http: 409, close: 4409, retry: false, text: 'There are too many channels.' },
  'stream.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such stream.' },
  'stream.limit': { http: 409, close: 4409, retry: false, text: 'You have reached the number of streams.' },
  'stream.offline': { http: 404, close: 4404, retry: true, text: 'The stream is not on the air.' },
  'stream.already_live': { http: 409, close: 4409, retry: true, text: 'Somebody publishes to this stream already.' },
  'stream.unsupported': {
    http: 415,
    close: 4415,
    retry: false,
    text: 'The stream has a codec that cannot be used here.',
  },
  'stream.rtmp_disabled': { http: 409, close: 4409, retry: false, text: 'Plain RTMP is not enabled for this stream.' },
  'stream.rtmp_forbidden': {
    http: 403,
    close: 4403,
    retry: false,
    text: 'The administrator has not enabled plain RTMP.',
  },
  'stream_key.invalid': { http: 401, close: 4401, retry: false, text: 'The stream key is not valid.' },
  'share.invalid': { http: 403, close: 4403, retry: false, text: 'The link is not valid or has run out.' },
  'share.limit': { http: 409, close: 4409, retry: false, text: 'The stream has too many links.' },
  'share.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such link.' },
  'relay.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such relay.' },
  'relay.limit': { http: 409, close: 4409, retry: false, text: 'A stream has ten relays at most.' },
  'relay.lost': { http: 502, close: 4502, retry: true, text: 'The target closed the connection.' },
  'relay.stalled': { http: 504, close: 4504, retry: true, text: 'The target takes the stream too slowly.' },
  'thumbnail.not_found': { http: 404, close: 4404, retry: false, text: 'There is no thumbnail.' },
  'webrtc.offer_invalid': { http: 400, close: 4400, retry: false, text: 'The session description is not valid.' },
  'webrtc.restart_unsupported': {
    http: 422,
    close: 4422,
    retry: false,
    text: 'Connect anew: ICE is not restarted here.',
  },
  'webrtc.session_changed': { http: 412, close: 4412, retry: false, text: 'The session is another one by now.' },
  'webrtc.session_not_found': { http: 404, close: 4404, retry: false, text: 'There is no such session.' },
  'storage.not_found': { http: 404, close: 4404, retry: false, text: 'No storage is configured.' },
  'storage.no_space': { http: 507, close: 4507, retry: true, text: 'The storage is full.' },
  'storage.denied': { http: 502, close: 4502, retry: false, text: 'The storage does not allow this.' },
  'file.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such file.' },
  'file.exists': { http: 409, close: 4409, retry: false, text: 'A file of this name exists.' },
  'file.not_empty': { http: 409, close: 4409, retry: false, text: 'The folder is not empty.' },
  'file.is_folder': { http: 409, close: 4409, retry: false, text: 'This is a folder.' },
  'file.too_large': { http: 413, close: 4413, retry: false, text: 'The file is too large to be read as a text.' },
  'file.not_text': { http: 415, close: 4415, retry: false, text: 'The file is not a text.' },
  'recording.damaged': { http: 409, close: 4409, retry: false, text: 'The recording cannot be read.' },
  'clip.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such clip.' },
  'clip.limit': { http: 429, close: 4429, retry: true, text: 'Your other clips are being made first.' },
  'clip.empty': { http: 409, close: 4409, retry: false, text: 'There is nothing in this span.' },
  'clip.tracks_differ': {
    http: 409,
    close: 4409,
    retry: false,
    text: 'The picture or the sound changes its format within this span.',
  },
  'channel.readonly': { http: 403, close: 4403, retry: false, text: 'Only moderators can write in this channel.' },
  'channel.default': { http: 409, close: 4409, retry: false, text: 'The default channel must remain.' },
  'member.not_found': { http: 404, close: 4404, retry: false, text: 'This user is not a member of the channel.' },
  'message.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such message.' },
  'message.too_old': { http: 403, close: 4403, retry: false, text: 'Messages can be edited for five minutes.' },
  'message.rejected': { http: 403, close: 4403, retry: false, text: 'The message breaks a rule of this portal.' },
  'message.too_fast': {
    http: 429,
    close: 4429,
    retry: true,
    text: "Slow down! You're sending messages too fast.",
  },
  'chat.muted': { http: 403, close: 4403, retry: false, text: 'A moderator has muted you.' },
  'chat.banned': { http: 403, close: 4403, retry: false, text: 'A moderator has banned you.' },
  'poll.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such poll.' },
  'poll.closed': { http: 409, close: 4409, retry: false, text: 'This poll is closed.' },
  'conversation.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such conversation.' },
  'conversation.full': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'A conversation has at most ten participants.',
    field: 'user_ids',
  },
  'conversation.not_group': { http: 400, close: 4400, retry: false, text: 'This is not a group conversation.' },
  'user.blocked': { http: 403, close: 4403, retry: false, text: 'One of you has blocked the other.' },
  'user.self': { http: 400, close: 4400, retry: false, text: 'This cannot be done to yourself.', field: 'user_id' },
  'block.not_found': { http: 404, close: 4404, retry: false, text: 'You have not blocked this user.' },
  'block.limit': { http: 409, close: 4409, retry: false, text: 'You have blocked too many users.' },
  'sanction.not_found': { http: 404, close: 4404, retry: false, text: 'This user is not sanctioned.' },
  'automod_rule.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such rule.' },
  'automod_rule.limit': { http: 409, close: 4409, retry: false, text: 'There are too many rules.' },
  'notification.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such notification.' },
  'push.limit': { http: 409, close: 4409, retry: false, text: 'Too many browsers are subscribed.' },
  'upload.not_image': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'The file is not a JPEG, PNG, GIF or WebP image.',
    field: 'image',
  },
  'upload.not_found': { http: 404, close: 4404, retry: false, text: 'There is no such upload.' },
  'upload.limit': { http: 429, close: 4429, retry: true, text: 'You have uploaded too much. Try again later.' },
  'preview.none': { http: 404, close: 4404, retry: false, text: 'This address has no preview.' },
  'voice.not_joined': { http: 409, close: 4409, retry: false, text: 'You are not in a voice room.' },
  'voice.full': { http: 409, close: 4409, retry: false, text: 'This voice room is full.' },
  'viewer.none': { http: 404, close: 4404, retry: false, text: 'This kind of connection has no viewer.' },
  'lease.not_found': {
    http: 404,
    close: 4404,
    retry: false,
    text: 'There is no such lease.',
    relay: 'lease_not_found',
  },
  'lease.rejected': {
    http: 403,
    close: 4403,
    retry: true,
    text: 'The relay does not route this lease now.',
    relay: 'lease_rejected',
  },
  'lease.unauthorized': {
    http: 403,
    close: 4403,
    retry: false,
    text: 'The credential is missing, expired or wrong.',
    relay: 'unauthorized',
  },
  'lease.hostname_conflict': {
    http: 409,
    close: 4409,
    retry: false,
    text: 'Somebody else has this name.',
    relay: 'hostname_conflict',
  },
  'lease.challenge_invalid': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'The challenge is unknown, expired or used.',
    relay: 'invalid_request',
  },
  'lease.transport_mismatch': {
    http: 409,
    close: 4409,
    retry: false,
    text: 'The request does not fit the transports of the lease.',
    relay: 'transport_mismatch',
  },
  'lease.udp_disabled': {
    http: 403,
    close: 4403,
    retry: false,
    text: 'The relay offers no UDP ports.',
    relay: 'udp_disabled',
  },
  'lease.udp_capacity': {
    http: 503,
    close: 4503,
    retry: true,
    text: 'The relay has no room for another UDP lease.',
    relay: 'udp_capacity_exceeded',
  },
  'lease.udp_ports': {
    http: 503,
    close: 4503,
    retry: true,
    text: 'The relay has no free UDP port.',
    relay: 'udp_port_exhausted',
  },
  'lease.tcp_disabled': {
    http: 403,
    close: 4403,
    retry: false,
    text: 'The relay offers no TCP ports.',
    relay: 'tcp_port_disabled',
  },
  'lease.tcp_capacity': {
    http: 503,
    close: 4503,
    retry: true,
    text: 'The relay has no room for another TCP lease.',
    relay: 'tcp_port_capacity_exceeded',
  },
  'lease.tcp_ports': {
    http: 503,
    close: 4503,
    retry: true,
    text: 'The relay has no free TCP port.',
    relay: 'tcp_port_exhausted',
  },
  'relay.unavailable': {
    http: 503,
    close: 4503,
    retry: true,
    text: 'The relay does not offer this.',
    relay: 'feature_unavailable',
  },
  'relay.ip_banned': {
    http: 403,
    close: 4403,
    retry: false,
    text: 'This address is banned from the relay.',
    relay: 'ip_banned',
  },
  'relay.admin_token': {
    http: 401,
    close: 4401,
    retry: false,
    text: 'The admin token is wrong.',
    relay: 'unauthorized',
  },
  'relay.invalid_mode': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'The approval mode is auto or manual.',
    relay: 'invalid_mode',
  },
  'relay.invalid_ip': { http: 400, close: 4400, retry: false, text: 'This is no IP address.', relay: 'invalid_ip' },
  'relay.invalid_address': {
    http: 400,
    close: 4400,
    retry: false,
    text: 'This is no address of an identity.',
    relay: 'invalid_address',
  },
  'relay.http11_only': {
    http: 505,
    close: 4505,
    retry: false,
    text: 'This endpoint speaks HTTP/1.1 only.',
    relay: 'http11_only',
  },
  'relay.hijack_failed': {
    http: 500,
    close: 4500,
    retry: true,
    text: 'The connection could not be taken over.',
    relay: 'hijack_failed',
  },
  // Tunnel clients leave for good when they read `feature_unavailable`: `internal` they try again.
  'server.draining': { http: 503, close: 1012, retry: true, text: 'The portal is restarting.', relay: 'internal' },
  'server.unavailable': { http: 503, close: 4503, retry: true, text: 'The portal is not ready.', relay: 'internal' },
  internal: { http: 500, close: 1011, retry: true, text: 'Something went wrong on our side.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** One bad input field; `field` is the path in the body or the query (`config.username`, `events.2`). */
export interface FieldError {
  field: string;
  message: string;
}

/** The body of every failed request of specification A. */
export interface ErrorBody {
  error: string;
  status: number;
  code: ErrorCode;
  details?: unknown;
}

export interface DomainErrorOptions {
  /** Shown to the client. */
  details?: unknown;
  /** Only for the log. */
  cause?: unknown;
  /** Replaces the table's sentence where a more precise one helps the person. */
  text?: string;
}

/** The only error features throw; the boundary turns it into a status, a frame or a close code by the table. */
export class DomainError extends Error {
  readonly details: unknown;

  constructor(
    readonly code: ErrorCode,
    options: DomainErrorOptions = {},
  ) {
    super(options.text ?? ERRORS[code].text, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.details = options.details;
  }

  get status(): number {
    return ERRORS[this.code].http;
  }

  get closeCode(): number {
    return ERRORS[this.code].close;
  }
}

/** A 400 that names every bad field. */
export const invalidFields = (fields: FieldError[]): DomainError =>
  new DomainError('request.invalid', {
    details: fields,
    text: fields.length === 1 ? [fields[0]!.field, fields[0]!.message].filter(Boolean).join(': ') : undefined,
  });

/** The same refusal, of the field that `field` names; other errors stay as they are. */
export const ofField = (field: string, error: unknown): unknown =>
  error instanceof DomainError && error.status === 400
    ? new DomainError(error.code, { details: [{ field, message: error.message }], text: error.message, cause: error })
    : error;
