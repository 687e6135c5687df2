import { OutboxEntry } from '#libs/database';
import { ApiKey } from '../auth/api-key.entity.js';
import { AuthChallenge } from '../auth/auth-challenge.entity.js';
import { BackupCode } from '../auth/backup-code.entity.js';
import { ExternalIdentity } from '../auth/external-identity.entity.js';
import { Passkey } from '../auth/passkey.entity.js';
import { Registration } from '../auth/registration.entity.js';
import { Session } from '../auth/session.entity.js';
import { WsTicket } from '../auth/ws-ticket.entity.js';
import { Connection } from '../connections/connection.entity.js';
import { HostKey } from '../connections/host-key.entity.js';
import { SessionHistoryEntry } from '../connections/session-history.entity.js';
import { EncryptionKey } from '../keys/encryption-key.entity.js';
import { Service } from '../services/service.entity.js';
import { Setting } from '../settings/setting.entity.js';
import { SshKey } from '../users/ssh-key.entity.js';
import { User } from '../users/user.entity.js';

/** Every table the portal owns. */
export const ENTITIES = [
  ApiKey,
  AuthChallenge,
  BackupCode,
  Connection,
  EncryptionKey,
  ExternalIdentity,
  HostKey,
  OutboxEntry,
  Passkey,
  Registration,
  Service,
  Session,
  SessionHistoryEntry,
  Setting,
  SshKey,
  User,
  WsTicket,
];
