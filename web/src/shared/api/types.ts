import type { components } from './schema.js';

type Schemas = components['schemas'];

/** Short names for the generated shapes that more than one feature shows. */
export type Me = Schemas['MeReply'];
export type UserStatus = Me['status'];
export type Connection = Schemas['ConnectionReply'];
export type Service = Schemas['ServiceReply'];
export type AdminService = Schemas['AdminServiceReply'];
export type Health = Schemas['HealthReply'];
export type SshKey = Schemas['SshKeyReply'];
export type Config = Connection['config'];

/** One field of a `config_schema`: JSON Schema and what a form needs beyond it. */
export interface FormField {
  type?: string;
  title?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  nullable?: boolean;
  'x-secret'?: boolean;
  'x-show-if'?: Record<string, string | string[]>;
  'x-order'?: number;
  'x-advanced'?: boolean;
  'x-labels'?: Record<string, string>;
}

export interface FormSchema {
  type: 'object';
  properties: Record<string, FormField>;
  required?: string[];
}

/** An entry of `GET /api/connections/types`, which the document describes only in words. */
export interface ConnectionType {
  name: string;
  icon: string;
  default_port: number | null;
  plugin: string;
  config_schema: FormSchema;
}

export type AuthOptions = Schemas['AuthOptionsReply'];
export type SignedIn = Schemas['SignInReply'];
export type Token = Schemas['TokenReply'];
export type ApiKey = Schemas['ApiKeyReply'];

/** A session of a viewer, live or past. */
export type ViewerSession = Schemas['SessionReply'];
export type Passkey = Schemas['PasskeyReply'];
export type AdminUser = Schemas['AdminUserReply'];
export type PortalSettings = Schemas['PortalSettings'];
export type Sanction = Schemas['SanctionReply'];
export type SanctionKind = Sanction['kind'];
export type AuditEntry = Schemas['AuditEntryReply'];
export type AutomodRule = Schemas['AutomodRuleReply'];
export type AutomodKind = AutomodRule['kind'];
export type AutomodAction = AutomodRule['action'];
export type BlockedUser = Schemas['BlockedUser'];
export type FoundUser = Schemas['FoundUser'];
export type Retention = Schemas['RetentionReply'];
export type SearchResult = Schemas['SearchResult'];
export type Notification = Schemas['NotificationReply'];
export type NotificationList = Schemas['NotificationList'];
export type Stream = Schemas['StreamReply'];
export type StreamStatus = Schemas['StreamStatusReply'];
export type Relay = Schemas['RelayReply'];
