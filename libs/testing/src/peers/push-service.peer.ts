import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Push {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service (RFC 8030) on loopback that keeps what it is handed. */
export class PushServicePeer {
  readonly pushes: Push[] = [];
  /** What pushes are answered with. */
  status = 201;
  origin: string;
  private readonly server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      this.pushes.push({ path: request.url!, headers: request.headers, body });
      response.writeHead(this.status).end();
    });
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  browser(): PushBrowser {
    return new PushBrowser(this, `/${randomBytes(12).toString('base64url')}`);
  }
}

/** A browser that has subscribed: it alone can read what is pushed to it. */
export class PushBrowser {
  private readonly pair = createECDH('prime256v1');
  private readonly auth = randomBytes(16);

  constructor(
    private readonly service: PushServicePeer,
    private readonly path: string,
  ) {
    this.pair.generateKeys();
  }

  /** As `PushSubscription.toJSON()` has it. */
  get subscription() {
    const keys = { p256dh: this.pair.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
    return { endpoint: `${this.service.origin}${this.path}`, expirationTime: null, keys };
  }

  get pushes(): Push[] {
    return this.service.pushes.filter(({ path }) => path === this.path);
  }

  /** The messages that arrived, decrypted. */
  get messages(): unknown[] {
    return this.pushes.map(({ body }) => JSON.parse(this.decrypt(body)) as unknown);
  }

  /** One record of `aes128gcm` (RFC 8188 §2) with the keys of RFC 8291 §3.4. */
  private decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const senderKey = body.subarray(21, 21 + body[20]!);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.pair.getPublicKey(), senderKey]);
    const secret = derive(this.pair.computeSecret(senderKey), this.auth, info, 32);
    const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const record = body.subarray(21 + body[20]!);
    const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/** The claims of `Authorization: vapid t=…, k=…` (RFC 8292 §3) if its signature is that of `publicKey`. */
export const vapidClaims = (authorization: string, publicKey: string): unknown => {
  const { token, key } = /^vapid t=(?<token>[^,]+), ?k=(?<key>\S+)$/.exec(authorization)!.groups!;
  const [head, claims, signature] = token!.split('.') as [string, string, string];
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const signer = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isSigned = verify(
    'sha256',
    signed,
    { key: signer, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned || key !== publicKey) throw new Error('The push is not signed with this key.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
};
