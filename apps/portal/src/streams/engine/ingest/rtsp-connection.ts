import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { DomainError } from '#libs/contracts';
import {
  MalformedMedia,
  parseRtcp,
  parseRtpPacket,
  renderRtspResponse,
  RtpTimeline,
  RtspError,
  type RtspMessage,
  RtspReader,
  type RtspRequest,
  SdpError,
} from '#libs/media';
import type { Publication, PublishEnd, Publisher, PublishGate } from '../publishing.js';
import type { RtpTrack } from './rtp-tracks.js';
import { type AnnouncedTrack, readAnnouncement } from './rtsp-announcement.js';

export interface RtspTimes {
  /** From the connection to RECORD. */
  recordMs: number;
  /** Without a packet of media. */
  silentMs: number;
}

const METHODS = 'OPTIONS, ANNOUNCE, SETUP, RECORD, GET_PARAMETER, SET_PARAMETER, TEARDOWN';
const SERVER = 'Open Relay Portal';
const CHECKS_A_PERIOD = 4;
const MAX_NAME_CHARACTERS = 256;

/** What an error of ours is in RTSP, which has no 409, 415 in its own sense, and asks for a password at 401. */
const RTSP_STATUS: Record<number, number> = { 401: 403, 409: 403, 429: 503 };

/** One track after its SETUP. */
interface Channel {
  track: Omit<AnnouncedTrack, 'open'> & { open: RtpTrack };
  nextSequence?: number;
}

/** One encoder: RFC 2326 as far as publishing over TCP needs it. */
export class RtspConnection implements Publisher {
  private readonly reader = new RtspReader();
  private readonly session = randomBytes(8).toString('hex');
  private readonly timeline = new RtpTimeline(() => performance.now());
  private readonly channels = new Map<number, Channel>();
  private readonly watch: NodeJS.Timeout;
  private tracks: Channel['track'][] | undefined;
  private isAnnouncing = false;
  private publication: Publication | undefined;
  private isRecording = false;
  private isClosed = false;
  private lastMediaAt = performance.now();
  private hasMedia = false;

  constructor(
    private readonly socket: Socket,
    private readonly address: string,
    private readonly gate: PublishGate,
    private readonly times: RtspTimes,
  ) {
    this.watch = setInterval(() => this.checkTimes(), Math.min(times.recordMs, times.silentMs) / CHECKS_A_PERIOD);
    socket.setNoDelay(true);
    socket.on('error', () => this.finish('left'));
    socket.on('close', () => this.finish('left'));
  }

  /** Until the connection is closed. */
  async run(): Promise<void> {
    try {
      // The iterator must not destroy the socket before the last answer has left.
      for await (const chunk of this.socket.iterator({ destroyOnReturn: false })) {
        for (const message of this.reader.read(chunk as Buffer)) {
          await this.take(message);
          if (this.isClosed) return;
        }
      }
    } catch (error) {
      if (error instanceof RtspError) this.say(error.status, error.message);
      this.finish(error instanceof RtspError ? 'malformed' : 'left');
    }
  }

  close(reason: PublishEnd): void {
    this.finish(reason);
  }

  private take(message: RtspMessage): Promise<void> | void {
    if (message.type === 'request') return this.answer(message);
    if (!this.isRecording) throw new RtspError(455, 'Media before RECORD.');
    const channel = this.channels.get(message.channel & ~1);
    if (!channel) return;
    if (message.channel & 1) this.takeReports(channel.track.open, message.data);
    else this.takeMedia(channel, message.data);
  }

  private takeMedia(channel: Channel, data: Buffer): void {
    const packet = parseRtpPacket(data);
    if (!packet || packet.payloadType !== channel.track.payloadType) return;
    this.lastMediaAt = performance.now();
    this.hasMedia = true;
    // TCP loses nothing, but an encoder that cannot keep up leaves packets out.
    if (channel.nextSequence !== undefined && channel.nextSequence !== packet.sequence) channel.track.open.lose();
    channel.nextSequence = (packet.sequence + 1) & 0xffff;
    channel.track.open.push(packet);
  }

  private takeReports(track: RtpTrack, data: Buffer): void {
    for (const packet of parseRtcp(data)) if (packet.type === 'sender-report') track.clock.synchronize(packet);
  }

  private async answer(request: RtspRequest): Promise<void> {
    const { method } = request;
    if (method === 'OPTIONS') return this.reply(request, 200, 'OK', { Public: METHODS });
    if (method === 'ANNOUNCE') return this.announce(request);
    if (method === 'SETUP') return this.setUp(request);
    if (method === 'RECORD') return this.record(request);
    if (method === 'GET_PARAMETER' || method === 'SET_PARAMETER') return this.reply(request, 200, 'OK');
    if (method !== 'TEARDOWN') return this.reply(request, 405, 'Method Not Allowed', { Allow: METHODS });
    this.reply(request, 200, 'OK');
    this.finish('left');
  }

  private async announce(request: RtspRequest): Promise<void> {
    if (this.isAnnouncing) return this.reply(request, 455, 'Method Not Valid in This State');
    this.isAnnouncing = true;
    try {
      const announced = readAnnouncement(request.body);
      const publication = await this.gate.open(
        {
          protocol: 'rtsps',
          key: keyOf(request.uri),
          address: this.address,
          userAgent: request.headers.get('user-agent')?.slice(0, MAX_NAME_CHARACTERS) ?? null,
        },
        this,
      );
      if (this.isClosed) return publication.end('left');
      this.publication = publication;
      publication.expect(announced.map(({ kind }) => kind));
      this.tracks = announced.map((track) => ({ ...track, open: track.open(this.timeline, publication) }));
      this.reply(request, 200, 'OK');
    } catch (error) {
      this.refuse(request, error);
    }
  }

  private setUp(request: RtspRequest): void {
    if (!this.publication || this.isRecording) return this.reply(request, 455, 'Method Not Valid in This State');
    const transport = request.headers.get('transport') ?? '';
    const [, first = '0'] = /interleaved=(\d{1,3})/i.exec(transport) ?? [];
    const channel = Number(first);
    const track = this.tracks?.find(({ control }) => control !== '' && isControlOf(control, request.uri));
    if (!/RTP\/AVP\/TCP/i.test(transport)) return this.reply(request, 461, 'Unsupported Transport');
    if (!track) return this.reply(request, 404, 'Not Found');
    if (channel > 254 || channel & 1 || this.channels.has(channel))
      return this.reply(request, 461, 'Unsupported Transport');
    this.channels.set(channel, { track });
    this.reply(request, 200, 'OK', {
      Transport: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1};mode=record`,
    });
  }

  private record(request: RtspRequest): void {
    if (!this.publication || this.isRecording || this.channels.size === 0)
      return this.reply(request, 455, 'Method Not Valid in This State');
    this.isRecording = true;
    this.lastMediaAt = performance.now();
    this.reply(request, 200, 'OK');
  }

  /** Tells the encoder why, in the one line it shows its user. */
  private refuse(request: RtspRequest, error: unknown): void {
    if (error instanceof DomainError) this.reply(request, RTSP_STATUS[error.status] ?? error.status, error.message);
    else if (error instanceof SdpError) this.reply(request, 400, error.message);
    else if (error instanceof MalformedMedia) this.reply(request, 400, 'The codec parameters cannot be read.');
    else this.reply(request, 500, 'Internal Server Error');
    this.finish('left');
  }

  private reply(request: RtspRequest, status: number, reason: string, headers: Record<string, string> = {}): void {
    const sequence = request.headers.get('cseq');
    const isNumber = sequence !== undefined && /^\d{1,10}$/.test(sequence);
    const session = this.tracks && status === 200 ? this.session : undefined;
    this.say(status, reason, { ...(isNumber && { CSeq: sequence }), ...(session && { Session: session }), ...headers });
  }

  private say(status: number, reason: string, headers: Record<string, string> = {}): void {
    if (this.socket.writable) this.socket.write(renderRtspResponse(status, reason, { Server: SERVER, ...headers }));
  }

  private checkTimes(): void {
    const waited = performance.now() - this.lastMediaAt;
    if (!this.isRecording && waited >= this.times.recordMs) this.finish('left');
    else if (this.isRecording && waited >= this.times.silentMs) this.finish(this.hasMedia ? 'silent' : 'left');
  }

  /** What was written still leaves; an encoder that does not take it is cut off. */
  private finish(reason: PublishEnd): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.watch);
    this.publication?.end(reason);
    this.socket.end(() => this.socket.destroy());
    setTimeout(() => this.socket.destroy(), this.times.silentMs).unref();
  }
}

/** The last part of the path; empty when there is none. */
const keyOf = (uri: string): string => {
  const path = /^rtsps?:\/\/[^/]+\/([^?#]*)/i.exec(uri)?.[1] ?? '';
  return (
    path
      .split('/')
      .findLast((part) => part !== '')
      ?.slice(0, MAX_NAME_CHARACTERS) ?? ''
  );
};

const isControlOf = (control: string, uri: string): boolean => uri === control || uri.endsWith(`/${control}`);
