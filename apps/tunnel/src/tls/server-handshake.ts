import { timingSafeEqual } from 'node:crypto';
import { chooseCipherSuite, type CipherSuite } from './cipher-suites.js';
import { type ClientHello, parseClientHello } from './client-hello.js';
import type { HandshakeChannel } from './handshake-channel.js';
import { finishedMac, type KeyExporter, keyExporter, KeySchedule, TrafficKeys } from './key-schedule.js';
import { agreeOnKey, chooseGroup } from './key-share.js';
import * as messages from './server-messages.js';
import type { SignAlgorithm } from '#libs/relay-protocol';
import { type SignatureScheme, signatureSchemesOf } from './signature-schemes.js';
import { TlsAlertError } from './tls-alert-error.js';
import { Transcript } from './transcript.js';
import { CONTENT, HANDSHAKE, MESSAGE_HEADER_BYTES } from './wire.js';

export interface HandshakeSigner {
  /** Signs a digest: ECDSA as ASN.1 DER, RSA as PSS with a salt as long as the hash. Rejects in its own time limit. */
  sign(algorithm: SignAlgorithm, digest: Buffer): Promise<Buffer>;
}

export interface ServerCredentials {
  /** DER, the leaf first: ECDSA on P-256, P-384 or P-521, or RSA. */
  chain: readonly Buffer[];
  signer: HandshakeSigner;
  /** Ours, the preferred first. */
  alpn: readonly string[];
  /** Called with our Finished: before the client can know that the handshake is done. */
  onKeys?(keys: KeyExporter): void;
}

export interface TlsSession {
  suite: CipherSuite;
  serverName: string | undefined;
  alpn: string | undefined;
  keys: KeyExporter;
}

interface Negotiated {
  hello: ClientHello;
  suite: CipherSuite;
  group: number;
  scheme: SignatureScheme;
  alpn: string | undefined;
  transcript: Transcript;
}

/**
 * The server's side of a full handshake with a certificate (RFC 8446 §2), up to the client's Finished; the channel is
 * left with the application keys of both directions.
 * @throws TlsAlertError, PeerAlertError, and whatever the signer or the transport fails with
 */
export const serverHandshake = async (
  channel: HandshakeChannel,
  credentials: ServerCredentials,
): Promise<TlsSession> => {
  const negotiated = await negotiate(channel, credentials);
  const { hello, suite, group, transcript } = negotiated;
  const schedule = new KeySchedule(suite);
  const { writer } = channel;

  const agreement = agreeOnKey(group, hello.keyShares.get(group)!);
  const serverHello = messages.serverHello(hello.sessionId, suite, group, agreement.share);
  transcript.add(serverHello);
  writer.hold();
  channel.sendHello(serverHello, hello.sessionId);

  schedule.enterHandshake(agreement.secret);
  const clientSecret = schedule.derive('c hs traffic', transcript.digest());
  const serverSecret = schedule.derive('s hs traffic', transcript.digest());
  writer.sealWith(new TrafficKeys(suite, serverSecret));
  channel.openWith(new TrafficKeys(suite, clientSecret));
  claimIdentity(channel, credentials, negotiated);
  writer.release();
  await proveIdentity(channel, credentials, negotiated, serverSecret);

  schedule.enterMaster();
  const finishedHash = transcript.digest();
  const receiving = new TrafficKeys(suite, schedule.derive('c ap traffic', finishedHash));
  writer.sealWith(new TrafficKeys(suite, schedule.derive('s ap traffic', finishedHash)));
  const keys = keyExporter(suite, schedule.derive('exp master', finishedHash));
  credentials.onKeys?.(keys);
  await requireFinished(channel, finishedMac(suite, clientSecret, finishedHash));
  channel.openWith(receiving);
  return { suite, serverName: hello.serverName, alpn: negotiated.alpn, keys };
};

/** Reads the hello, and a second one if the first has no key share of a group of ours. */
const negotiate = async (channel: HandshakeChannel, { chain, alpn }: ServerCredentials): Promise<Negotiated> => {
  const first = await channel.readMessage(HANDSHAKE.clientHello);
  const hello = parseClientHello(bodyOf(first));
  const suite = chooseCipherSuite(hello.cipherSuites);
  const group = chooseGroup((id) => hello.keyShares.has(id) && hello.groups.includes(id));
  const retryGroup = group ?? chooseGroup((id) => hello.groups.includes(id));
  const scheme = signatureSchemesOf(chain[0]!).find(({ id }) => hello.signatureSchemes.includes(id));
  if (!suite || !retryGroup || !scheme)
    throw new TlsAlertError('handshake_failure', 'No cipher suite, group or signature scheme in common');
  const protocol = chooseProtocol(hello.alpn, alpn);

  const common = { suite, group: retryGroup, scheme, alpn: protocol };
  if (group !== undefined) {
    const transcript = new Transcript(suite);
    transcript.add(first);
    return { ...common, hello, transcript };
  }

  const transcript = Transcript.afterRetry(suite, first);
  const retry = messages.helloRetryRequest(hello.sessionId, suite, retryGroup);
  transcript.add(retry);
  channel.sendHello(retry, hello.sessionId);
  const second = await channel.readMessage(HANDSHAKE.clientHello);
  transcript.add(second);
  const retried = parseClientHello(bodyOf(second));
  requireSameHello(hello, retried, retryGroup);
  return { ...common, hello: retried, transcript };
};

/** After a retry the client may change its key share and drop early data; what we negotiated from stays (§4.1.2). */
const requireSameHello = (first: ClientHello, second: ClientHello, group: number): void => {
  const kept = ({ keyShares: _shares, offersEarlyData: _early, ...rest }: ClientHello): string => JSON.stringify(rest);
  const answersRetry = second.keyShares.size === 1 && second.keyShares.has(group) && !second.offersEarlyData;
  if (!answersRetry || kept(first) !== kept(second))
    throw new TlsAlertError('illegal_parameter', 'The second hello does not answer the retry request');
};

const chooseProtocol = (offered: string[] | undefined, ours: readonly string[]): string | undefined => {
  const protocol = ours.find((name) => offered?.includes(name));
  if (offered && protocol === undefined)
    throw new TlsAlertError('no_application_protocol', 'No application protocol in common');
  return protocol;
};

/** EncryptedExtensions and Certificate, which leave before the signature is there: the client checks them meanwhile. */
const claimIdentity = (
  { writer }: HandshakeChannel,
  { chain }: ServerCredentials,
  { alpn, transcript }: Negotiated,
): void => {
  const flight = [messages.encryptedExtensions(alpn), messages.certificate(chain)];
  flight.forEach((message) => transcript.add(message));
  writer.write(CONTENT.handshake, flight);
};

/** CertificateVerify and Finished. */
const proveIdentity = async (
  channel: HandshakeChannel,
  { signer }: ServerCredentials,
  { scheme, suite, transcript }: Negotiated,
  serverSecret: Buffer,
): Promise<void> => {
  const digest = messages.certificateVerifyDigest(scheme.hash, transcript.digest());
  const signature = await channel.whileOpen(signer.sign(scheme.algorithm, digest));
  const verify = messages.certificateVerify(scheme.id, signature);
  transcript.add(verify);
  const finished = messages.finished(finishedMac(suite, serverSecret, transcript.digest()));
  transcript.add(finished);
  channel.writer.write(CONTENT.handshake, [verify, finished]);
};

const requireFinished = async (channel: HandshakeChannel, mac: Buffer): Promise<void> => {
  const verifyData = bodyOf(await channel.readMessage(HANDSHAKE.finished));
  if (verifyData.length !== mac.length) throw new TlsAlertError('decode_error', 'A Finished of the wrong length');
  if (!timingSafeEqual(verifyData, mac)) throw new TlsAlertError('decrypt_error', 'The Finished does not verify');
};

const bodyOf = (message: Buffer): Buffer => message.subarray(MESSAGE_HEADER_BYTES);
