import { OutboxEntry } from '#libs/database';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { ApiKey } from '../auth/api-key.entity.js';
import { AuthChallenge } from '../auth/auth-challenge.entity.js';
import { BackupCode } from '../auth/backup-code.entity.js';
import { ExternalIdentity } from '../auth/external-identity.entity.js';
import { Passkey } from '../auth/passkey.entity.js';
import { Registration } from '../auth/registration.entity.js';
import { Session } from '../auth/session.entity.js';
import { WsTicket } from '../auth/ws-ticket.entity.js';
import { AutomodRule } from '../automod/automod-rule.entity.js';
import { Block } from '../blocking/block.entity.js';
import { RelayCertificate } from '../certificates/relay-certificate.entity.js';
import { Message } from '../chat/messages/message.entity.js';
import { Reaction } from '../chat/messages/reaction.entity.js';
import { PollVote } from '../chat/polls/poll-vote.entity.js';
import { Poll } from '../chat/polls/poll.entity.js';
import { LinkPreview } from '../chat/previews/link-preview.entity.js';
import { Draft } from '../chat/rooms/draft.entity.js';
import { ReadMark } from '../chat/rooms/read-mark.entity.js';
import { RoomMember } from '../chat/rooms/room-member.entity.js';
import { Room } from '../chat/rooms/room.entity.js';
import { ChatUpload } from '../chat/uploads/chat-upload.entity.js';
import { Connection } from '../connections/connection.entity.js';
import { HostKey } from '../connections/host-key.entity.js';
import { SessionHistoryEntry } from '../connections/session-history.entity.js';
import { RelayPeer } from '../discovery/relay-peer.entity.js';
import { EncryptionKey } from '../keys/encryption-key.entity.js';
import { Sanction } from '../moderation/sanction.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import { PushSubscription } from '../notifications/push-subscription.entity.js';
import { RelayNode } from '../relay-nodes/relay-node.entity.js';
import { RelayAdminSession } from '../relay-policy/admin-session.entity.js';
import { IdentityPolicy } from '../relay-policy/identity-policy.entity.js';
import { RelayIpBan } from '../relay-policy/ip-ban.entity.js';
import { RelaySettings } from '../relay-policy/relay-settings.entity.js';
import { RetentionRun } from '../retention/retention-run.entity.js';
import { RelayChallenge } from '../sdk-lease/challenge.entity.js';
import { RelayLease } from '../sdk-lease/lease.entity.js';
import { RelayPort } from '../sdk-lease/port.entity.js';
import { SearchEntry } from '../search/search-entry.entity.js';
import { Service } from '../services/service.entity.js';
import { Setting } from '../settings/setting.entity.js';
import { MediaNode } from '../streams/nodes/media-node.entity.js';
import { StreamShare } from '../streams/playback/stream-share.entity.js';
import { RtmpToken } from '../streams/publishing/rtmp-token.entity.js';
import { StreamSession } from '../streams/publishing/stream-session.entity.js';
import { StreamRelay } from '../streams/relays/stream-relay.entity.js';
import { Stream } from '../streams/stream.entity.js';
import { StreamThumbnail } from '../streams/thumbnails/stream-thumbnail.entity.js';
import { SshKey } from '../users/ssh-key.entity.js';
import { User } from '../users/user.entity.js';
import { VodClip } from '../vod/clips/vod-clip.entity.js';
import { RecordingChunk } from '../vod/recording-chunk.entity.js';
import { VodStorage } from '../vod/vod-storage.entity.js';
import { X402Settlement } from '../x402/settlement.entity.js';

/** Every table the portal owns. */
export const ENTITIES = [
  ApiKey,
  AuditEntry,
  AuthChallenge,
  AutomodRule,
  BackupCode,
  Block,
  ChatUpload,
  Connection,
  Draft,
  EncryptionKey,
  ExternalIdentity,
  HostKey,
  IdentityPolicy,
  LinkPreview,
  MediaNode,
  Message,
  Notification,
  OutboxEntry,
  Passkey,
  Poll,
  PollVote,
  PushSubscription,
  Reaction,
  ReadMark,
  RecordingChunk,
  Registration,
  RelayAdminSession,
  RelayCertificate,
  RelayChallenge,
  RelayIpBan,
  RelayLease,
  RelayNode,
  RelayPeer,
  RelayPort,
  RelaySettings,
  RetentionRun,
  Room,
  RoomMember,
  RtmpToken,
  Sanction,
  SearchEntry,
  Service,
  Session,
  SessionHistoryEntry,
  Setting,
  SshKey,
  Stream,
  StreamRelay,
  StreamSession,
  StreamShare,
  StreamThumbnail,
  User,
  VodClip,
  VodStorage,
  WsTicket,
  X402Settlement,
];
