import { describe, expect, it } from 'vitest';
import { CIPHER_SUITES } from './cipher-suites.js';
import { parseClientHello } from './client-hello.js';
import { finishedMac, KeySchedule, TrafficKeys } from './key-schedule.js';
import { RecordReader } from './record-reader.js';
import { RecordSealer } from './record-cipher.js';
import { Transcript } from './transcript.js';
import { CONTENT } from './wire.js';

const hex = (...lines: string[]): Buffer => Buffer.from(lines.join(''), 'hex');

const SUITE = CIPHER_SUITES[0]!;

/** The simple 1-RTT handshake of RFC 8448 §3. */
const TRACE = {
  clientHello: hex(
    '010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece700000613011303130201',
    '0000910000000b0009000006736572766572ff01000100000a00140012001d0017001800190100010101020103010400',
    '230000003300260024001d002099381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b00',
    '03020304000d0020001e040305030603020308040805080604010501060102010402050206020202002d00020101001c',
    '00024001',
  ),
  serverHello: hex(
    '020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024',
    '001d0020c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304',
  ),
  /** EncryptedExtensions, Certificate and CertificateVerify. */
  serverFlight: hex(
    '080000240022000a00140012001d00170018001901000101010201030104001c00024001000000000b0001b9000001b5',
    '0001b0308201ac30820115a003020102020102300d06092a864886f70d01010b0500300e310c300a0603550403130372',
    '7361301e170d3136303733303031323335395a170d3236303733303031323335395a300e310c300a0603550403130372',
    '736130819f300d06092a864886f70d010101050003818d0030818902818100b4bb498f8279303d980836399b36c6988c',
    '0c68de55e1bdb826d3901a2461eafd2de49a91d015abbc9a95137ace6c1af19eaa6af98c7ced43120998e187a80ee0cc',
    'b0524b1b018c3e0b63264d449a6d38e22a5fda430846748030530ef0461c8ca9d9efbfae8ea6d1d03e2bd193eff0ab9a',
    '8002c47428a6d35a8d88d79f7f1e3f0203010001a31a301830090603551d1304023000300b0603551d0f0404030205a0',
    '300d06092a864886f70d01010b05000381810085aad2a0e5b9276b908c65f73a7267170618a54c5f8a7b337d2df7a594',
    '365417f2eae8f8a58c8f8172f9319cf36b7fd6c55b80f21a03015156726096fd335e5e67f2dbf102702e608ccae6bec1',
    'fc63a42a99be5c3eb7107c3c54e9b9eb2bd5203b1c3b84e0a8b2f759409ba3eac9d91d402dcc0cc8f8961229ac9187b4',
    '2b4de100000f000084080400805a747c5d88fa9bd2e55ab085a61015b7211f824cd484145ab3ff52f1fda8477b0b7abc',
    '90db78e2d33a5c141a078653fa6bef780c5ea248eeaaa785c4f394cab6d30bbe8d4859ee511f602957b15411ac027671',
    '459e46445c9ea58c181e818e95b8c3fb0bf3278409d3be152a3da5043e063dda65cdf5aea20d53dfacd42f74f3',
  ),
  serverFinished: hex('140000209b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718'),
  sharedSecret: hex('8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d'),
  /** What the client sends first: the bytes 0 to 49. */
  clientRecord: hex(
    '1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b',
    '62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4',
  ),
};

/** The schedule after ServerHello, with what the trace has been added to so far. */
const afterHellos = (): { schedule: KeySchedule; transcript: Transcript } => {
  const transcript = new Transcript(SUITE);
  transcript.add(TRACE.clientHello);
  transcript.add(TRACE.serverHello);
  const schedule = new KeySchedule(SUITE);
  schedule.enterHandshake(TRACE.sharedSecret);
  return { schedule, transcript };
};

describe('the key schedule over the trace of RFC 8448 §3', () => {
  it('derives the handshake secrets and their keys', () => {
    const { schedule, transcript } = afterHellos();
    const client = schedule.derive('c hs traffic', transcript.digest());
    const server = schedule.derive('s hs traffic', transcript.digest());

    expect(client).toEqual(hex('b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21'));
    expect(server).toEqual(hex('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38'));
    expect(new TrafficKeys(SUITE, client)).toMatchObject({
      key: hex('dbfaa693d1762c5b666af5d950258d01'),
      iv: hex('5bd3c71b836e0b76bb73265f'),
    });
    expect(new TrafficKeys(SUITE, server)).toMatchObject({
      key: hex('3fce516009c21727d0f2e4e86ee403bc'),
      iv: hex('5d313eb2671276ee13000b30'),
    });
  });

  it('derives the Finished of both ends', () => {
    const { schedule, transcript } = afterHellos();
    const client = schedule.derive('c hs traffic', transcript.digest());
    const server = schedule.derive('s hs traffic', transcript.digest());
    transcript.add(TRACE.serverFlight);

    expect(finishedMac(SUITE, server, transcript.digest())).toEqual(TRACE.serverFinished.subarray(4));
    transcript.add(TRACE.serverFinished);
    expect(finishedMac(SUITE, client, transcript.digest())).toEqual(
      hex('a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61'),
    );
  });

  it('derives the application and exporter secrets, and opens the first record of the client', () => {
    const { schedule, transcript } = afterHellos();
    transcript.add(TRACE.serverFlight);
    transcript.add(TRACE.serverFinished);
    schedule.enterMaster();
    const client = schedule.derive('c ap traffic', transcript.digest());

    expect(client).toEqual(hex('9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5'));
    expect(schedule.derive('s ap traffic', transcript.digest())).toEqual(
      hex('a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643'),
    );
    expect(schedule.derive('exp master', transcript.digest())).toEqual(
      hex('fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50'),
    );
    const reader = new RecordReader();
    reader.openWith(new TrafficKeys(SUITE, client));
    reader.push(TRACE.clientRecord);
    const content = Buffer.from(Array.from({ length: 50 }, (_, index) => index));
    expect(reader.next()).toEqual({ type: CONTENT.applicationData, content, sealed: true });
    const sealer = new RecordSealer(new TrafficKeys(SUITE, client));
    expect(Buffer.concat(sealer.seal(CONTENT.applicationData, content))).toEqual(TRACE.clientRecord);
  });

  it('reads its ClientHello', () => {
    expect(parseClientHello(TRACE.clientHello.subarray(4))).toMatchObject({
      cipherSuites: [0x1301, 0x1303, 0x1302],
      serverName: 'server',
      alpn: undefined,
      sessionId: Buffer.alloc(0),
      keyShares: new Map([[0x1d, hex('99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c')]]),
    });
  });
});
