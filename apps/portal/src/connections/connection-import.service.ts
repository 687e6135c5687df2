import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError, invalidFields, LIMITS } from '#libs/contracts';
import { parseFields } from '../boundary/validation.pipe.js';
import {
  type ImportConnections,
  type ImportEntry,
  type ImportReply,
  MAX_IMPORT_ENTRIES,
} from './connection-import.dto.js';
import { CreateConnection } from './connections.dto.js';
import { type ConnectionDraft, ConnectionsService, presentConnection } from './connections.service.js';
import { parseSshConfig, type SshConfigHost } from './ssh-config.js';

interface Candidate {
  entry: ImportEntry;
  draft: ConnectionDraft | undefined;
}

const SSH_PORT = 22;
const MAX_KEEPALIVE_S = 3600;

/** Keywords an imported connection has no counterpart for. */
const LEFT_OUT = [
  'identityfile',
  'certificatefile',
  'proxyjump',
  'proxycommand',
  'localforward',
  'remoteforward',
  'dynamicforward',
];

/** Connections from the files of other programs. */
@Injectable()
export class ConnectionImportService {
  constructor(private readonly connections: ConnectionsService) {}

  /** Creates what can be created, all at once. @throws DomainError request.invalid, connection.limit */
  async import(userId: number, { text, preview, names }: ImportConnections): Promise<ImportReply> {
    const hosts = parseSshConfig(text).filter(({ alias }) => !names || names.includes(alias));
    if (hosts.length > MAX_IMPORT_ENTRIES) {
      throw invalidFields([{ field: 'text', message: `must have at most ${MAX_IMPORT_ENTRIES} hosts` }]);
    }
    const candidates = await Promise.all(hosts.map((host) => this.candidate(host)));
    const drafts = preview ? [] : candidates.flatMap(({ draft }) => draft ?? []);
    const created = drafts.length > 0 ? await this.connections.add(userId, drafts) : [];
    return { entries: candidates.map(({ entry }) => entry), created: created.map(presentConnection) };
  }

  private async candidate(host: SshConfigHost): Promise<Candidate> {
    const body = bodyOf(host);
    const entry: ImportEntry = {
      name: body.name,
      host: body.host,
      port: body.port,
      username: body.config.username ?? null,
      left_out: LEFT_OUT.filter((keyword) => host.values.has(keyword)),
      problem: null,
    };
    try {
      return { entry, draft: await this.connections.draft(parseFields(CreateConnection, body)) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { entry: { ...entry, problem: problemOf(error) }, draft: undefined };
    }
  }
}

const bodyOf = ({ alias, values }: SshConfigHost) => {
  const username = values.get('user');
  const keepalive = wholeNumber(values.get('serveraliveinterval'));
  const command = values.get('remotecommand');
  return {
    name: alias.slice(0, LIMITS.connectionName),
    type: 'ssh',
    host: (values.get('hostname') ?? alias).replaceAll('%h', alias),
    port: wholeNumber(values.get('port')) ?? SSH_PORT,
    config: {
      ...(username !== undefined && { username }),
      ...(values.has('identityfile') && { auth_method: 'key' }),
      ...(keepalive !== undefined && { keepalive_s: Math.min(keepalive, MAX_KEEPALIVE_S) }),
      ...(command !== undefined && command !== 'none' && { initial_command: command }),
    },
  };
};

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

const problemOf = (error: DomainError): string => {
  const fields = Array.isArray(error.details) ? (error.details as FieldError[]) : [];
  return fields.map(({ field, message }) => `${field}: ${message}`).join('; ') || error.message;
};
