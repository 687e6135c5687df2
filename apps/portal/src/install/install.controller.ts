import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '#libs/crypto';
import { Public, Rate } from '../boundary/access.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayAddress } from '../relay-nodes/index.js';
import { ClientBundle } from './client-bundle.js';
import { installPs1 } from './install-ps1.js';
import { installSh, type InstallerTarget } from './install-sh.js';

const PROGRAM = /^(?<system>(?:linux|darwin|windows)-(?:amd64|arm64))(?<checksum>\.sha256)?$/;

interface Download {
  type: string;
  name: string;
  disposition: 'inline' | 'attachment';
  body: string | Buffer;
  sha256: string;
}

/** Scripts that fetch, verify and install the client of tunnels; they and what they fetch are no JSON. */
@ApiTags('Relay')
@Public()
@Rate('none')
@Controller('api')
export class InstallController {
  constructor(
    private readonly relay: RelayIdentity,
    private readonly address: RelayAddress,
    private readonly bundle: ClientBundle,
  ) {}

  /** Get the installer for Linux and macOS */
  @Get('install.sh')
  @ApiProduces('text/x-shellscript')
  async shell(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return script(request, reply, 'install.sh', 'text/x-shellscript', installSh(await this.target()));
  }

  /** Get the installer for Windows */
  @Get('install.ps1')
  @ApiProduces('text/plain')
  async powerShell(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return script(request, reply, 'install.ps1', 'text/plain; charset=utf-8', installPs1(await this.target()));
  }

  /** Get the client for a system, or its checksum */
  @Get('install/bin/:slug')
  @ApiProduces('application/octet-stream', 'text/plain')
  async program(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { system, checksum } = PROGRAM.exec(slug)?.groups ?? {};
    const program = system === undefined ? null : await this.bundle.read();
    if (!program) return notFound(reply);
    const name = `portal-${system}.mjs`;
    if (checksum !== undefined) {
      const body = `${program.sha256}  ${name}\n`;
      return script(request, reply, `${name}.sha256`, 'text/plain; charset=utf-8', body);
    }
    void reply.header('x-checksum-sha256', program.sha256);
    const type = 'application/octet-stream';
    return send(request, reply, { type, name, disposition: 'attachment', body: program.bytes, sha256: program.sha256 });
  }

  private async target(): Promise<InstallerTarget> {
    return { url: await this.address.url(), isLocal: this.relay.isLocal };
  }
}

const script = (request: FastifyRequest, reply: FastifyReply, name: string, type: string, body: string): FastifyReply =>
  send(request, reply, { name, type, disposition: 'inline', body, sha256: sha256(body, 'hex') });

const send = (request: FastifyRequest, reply: FastifyReply, download: Download): FastifyReply => {
  const etag = `"${download.sha256}"`;
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  return reply
    .type(download.type)
    .header('content-disposition', `${download.disposition}; filename="${download.name}"`)
    .send(download.body);
};

const notFound = (reply: FastifyReply): FastifyReply =>
  reply.status(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('404 page not found\n');
