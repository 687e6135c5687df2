import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WhepRoad } from './whep-road.js';

/** What of a browser's connection a viewer uses, in the hands of a test. */
class FakeViewerConnection {
  connectionState: RTCPeerConnectionState = 'new';
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: RTCTrackEvent) => void) | null = null;
  isClosed = false;
  onClose: (() => void) | undefined;
  configuration: RTCConfiguration | undefined;
  remote: RTCSessionDescriptionInit | undefined;
  readonly kinds: string[] = [];
  readonly stats = new Map<string, object>();

  addTransceiver = (kind: string, { direction }: RTCRtpTransceiverInit): void =>
    void this.kinds.push(`${kind} ${direction}`);
  createOffer = async (): Promise<RTCSessionDescriptionInit> => ({ type: 'offer', sdp: 'v=0 offer' });
  setLocalDescription = async (): Promise<void> => undefined;
  setRemoteDescription = async (remote: RTCSessionDescriptionInit): Promise<void> => void (this.remote = remote);
  setConfiguration = (configuration: RTCConfiguration): void => void (this.configuration = configuration);
  getStats = async (): Promise<Map<string, object>> => this.stats;
  close = (): void => {
    this.isClosed = true;
    this.onClose?.();
  };
}

describe('a viewer by WHEP', () => {
  let server: Server;
  let origin: string;
  let headers: Record<string, string>;
  let status: number;
  let body: string;
  const heard: string[] = [];
  let connection: FakeViewerConnection;
  let video: { srcObject: unknown };
  const onLost = vi.fn();

  const read = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return text;
  };

  beforeEach(async () => {
    vi.stubGlobal(
      'MediaStream',
      class {
        readonly tracks: unknown[] = [];
        addTrack = (track: unknown): void => void this.tracks.push(track);
      },
    );
    heard.length = 0;
    onLost.mockClear();
    [status, body] = [201, 'v=0 answer'];
    headers = { location: '/api/stream/pub_x/webrtc/whep/node.session' };
    server = createServer((request, response) => {
      void read(request).then((text) => {
        heard.push(`${request.method} ${request.url} ${text}`.trim());
        response.writeHead(request.method === 'POST' ? status : 200, headers).end(body);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    connection = new FakeViewerConnection();
    video = { srcObject: null };
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const make = (): WhepRoad =>
    new WhepRoad({
      onLost,
      endpoint: `${origin}/api/stream/pub_x/webrtc/whep?share=s`,
      video: video as HTMLVideoElement,
      connect: () => connection as unknown as RTCPeerConnection,
    });

  it('offers to receive, takes the answer and its ICE servers, and shows the media', async () => {
    headers['link'] = '<turn:turn.example.com>; rel="ice-server"; username="u"; credential="c"';
    expect(await make().open()).toBeUndefined();
    expect(connection.kinds).toEqual(['video recvonly', 'audio recvonly']);
    expect(heard).toEqual(['POST /api/stream/pub_x/webrtc/whep?share=s v=0 offer']);
    expect(connection.remote).toEqual({ type: 'answer', sdp: 'v=0 answer' });
    expect(connection.configuration?.iceServers).toMatchObject([{ urls: 'turn:turn.example.com', username: 'u' }]);
    expect(video.srcObject).not.toBeNull();
  });

  it('tells what the answer says is missing', async () => {
    headers['x-webrtc-degraded'] = 'b-frames';
    expect(await make().open()).toBe('b-frames');
  });

  it('throws what the portal refused with', async () => {
    [status, body] = [404, JSON.stringify({ code: 'stream.offline', error: 'The stream is not on the air.' })];
    await expect(make().open()).rejects.toMatchObject({ code: 'stream.offline' });
  });

  it('ends its session once, at the address the portal gave it', async () => {
    const road = make();
    await road.open();
    road.close();
    road.close();
    await vi.waitFor(() => expect(heard.slice(1)).toEqual(['DELETE /api/stream/pub_x/webrtc/whep/node.session']));
    expect(connection.isClosed).toBe(true);
  });

  it('closes a connection that stands only when its session is deleted, or there would be none to delete', async () => {
    const road = make();
    await road.open();
    connection.connectionState = 'connected';
    connection.onClose = () => heard.push('closed');
    road.close();
    await vi.waitFor(() => expect(heard.at(-1)).toBe('closed'));
    expect(heard.at(-2)).toMatch(/^DELETE /);
  });

  it('ends a session that was answered after it was closed', async () => {
    const road = make();
    const opening = road.open();
    road.close();
    await opening;
    await vi.waitFor(() => expect(heard.at(-1)).toMatch(/^DELETE /));
    expect(video.srcObject).toBeNull();
  });

  it('says when the connection fails, and nothing more once it is closed', async () => {
    const road = make();
    await road.open();
    connection.connectionState = 'failed';
    connection.onconnectionstatechange?.();
    expect(onLost).toHaveBeenCalledTimes(1);
    road.close();
    expect(connection.onconnectionstatechange).toBeNull();
  });

  it('measures by what arrives: frames for a picture, packets where there is none', async () => {
    const road = make();
    await road.open();
    connection.stats.set('a', {
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: 7,
      bytesReceived: 0,
      timestamp: 0,
    });
    expect(await road.progress()).toBe(7);
    const picture = {
      ...{ type: 'inbound-rtp', kind: 'video', framesDecoded: 40, bytesReceived: 0, timestamp: 0, framesDropped: 1 },
      ...{ frameWidth: 320, frameHeight: 180, jitterBufferDelay: 4, jitterBufferEmittedCount: 40 },
    };
    connection.stats.set('v', picture);
    connection.stats.set('p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 });
    expect(await road.progress()).toBe(40);
    await road.figures();
    connection.stats.set('v', { ...picture, bytesReceived: 125_000, timestamp: 1_000 });
    const figures = await road.figures();
    expect(figures).toMatchObject({ width: 320, height: 180, dropped: 1, bitrate: 1_000_000 });
    expect(figures.latency).toBeCloseTo(110);
  });
});
