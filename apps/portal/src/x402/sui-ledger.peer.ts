import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SUI_MAINNET } from './networks.js';
import { signedDigestOf, suiAddressOf } from './sui-signature.js';
import { readTransaction, transactionData } from './transaction-data.js';

type Curve = 'ed25519' | 'secp256k1' | 'prime256v1';

/** Flag, what leads a compressed key in its SubjectPublicKeyInfo, and the order where signatures have a low half. */
const CURVES: Record<Curve, { flag: number; prefix: string; order: bigint }> = {
  ed25519: { flag: 0, prefix: '302a300506032b6570032100', order: 0n },
  secp256k1: {
    flag: 1,
    prefix: '3036301006072a8648ce3d020106052b8104000a032200',
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
  prime256v1: {
    flag: 2,
    prefix: '3039301306072a8648ce3d020106082a8648ce3d030107032200',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
};

const bigintOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

/** A payer, whose keys are OpenSSL's. */
export class SuiWallet {
  readonly address: string;
  private readonly privateKey: KeyObject;
  private readonly publicKey: Buffer;

  constructor(private readonly curve: Curve = 'ed25519') {
    const pair =
      curve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: curve });
    this.privateKey = pair.privateKey;
    const { x, y } = pair.publicKey.export({ format: 'jwk' });
    const point = Buffer.from(x!, 'base64url');
    const parity = curve === 'ed25519' ? [] : [2 + (Buffer.from(y!, 'base64url').at(-1)! & 1)];
    this.publicKey = Buffer.concat([Buffer.from(parity), point]);
    this.address = suiAddressOf(CURVES[curve].flag, this.publicKey);
  }

  /** Flag, signature and key over the bytes of a transaction. */
  sign(transaction: Uint8Array): Buffer {
    const { flag, order } = CURVES[this.curve];
    const key = { key: this.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign(order ? 'sha256' : null, signedDigestOf(transaction), key);
    const s = bigintOf(signature.subarray(32));
    if (order && s > order / 2n) signature.write((order - s).toString(16).padStart(64, '0'), 32, 'hex');
    return Buffer.concat([Buffer.from([flag]), signature, this.publicKey]);
  }
}

export interface Transfer {
  from: SuiWallet;
  to: string;
  amount: bigint;
  asset?: string;
  gas?: Partial<{ price: bigint; budget: bigint }>;
  call?: string;
}

let nonces = 0;
const bytesOf = (hex: string): Buffer => Buffer.from(hex.slice(2).padStart(64, '0'), 'hex');

/** What a wallet makes of a gasless payment. */
export const transferBytes = ({ from, to, amount, asset = SUI_MAINNET.asset, gas, call }: Transfer): Buffer => {
  const [address, module, name] = asset.split('::') as [string, string, string];
  const type = { struct: { address: bytesOf(address), module, name, typeParams: [] } } as never;
  const [callModule, callName] = (call ?? 'balance::send_funds').split('::') as [string, string];
  const input = (at: number) => ({ Input: at });
  const moveCall = (module_: string, name_: string, args: object[]) => ({
    MoveCall: { package: bytesOf('0x2'), module: module_, function: name_, typeArguments: [type], arguments: args },
  });
  return Buffer.from(
    transactionData
      .serialize({
        V1: {
          kind: {
            ProgrammableTransaction: {
              inputs: [
                {
                  FundsWithdrawal: {
                    reservation: { MaxAmountU64: amount },
                    typeArg: { Balance: type },
                    withdrawFrom: { Sender: true },
                  },
                },
                { Pure: bytesOf(to) },
              ],
              commands: [
                moveCall('balance', 'redeem_funds', [input(0)]),
                moveCall(callModule, callName, [{ Result: 0 }, input(1)]),
              ] as never,
            },
          },
          sender: bytesOf(from.address),
          gasData: { payment: [], owner: bytesOf(from.address), price: 0n, budget: 0n, ...gas },
          expiration: {
            ValidDuring: {
              minEpoch: 7,
              maxEpoch: 8,
              minTimestamp: null,
              maxTimestamp: null,
              chain: createHash('sha256').update('chain').digest(),
              nonce: ++nonces,
            },
          },
        },
      })
      .toBytes(),
  );
};

class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface RpcCall {
  id: number;
  method: string;
  params: [string, [string]];
}

/** A chain of one node: it verifies signatures, keeps balances and carries out nothing twice. */
export class SuiLedger {
  readonly balances = new Map<string, bigint>();
  readonly calls: string[] = [];
  /** Awaited before a transaction is carried out. */
  gate: Promise<void> = Promise.resolve();
  /** Carries out, but the answer is lost. */
  isLosingAnswers = false;
  /** The node's own fault, for every call. */
  isBroken = false;
  /** What the recipient gets more than is said. */
  bonus = 0n;
  private readonly executed = new Map<string, object>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<SuiLedger> {
    const server = createServer();
    const ledger = new SuiLedger(server);
    server.on('request', (request, response) => {
      void (async () => {
        const call = (await json(request)) as RpcCall;
        ledger.calls.push(call.method);
        const answer = await ledger.answer(call);
        if (ledger.isLosingAnswers && call.method === 'sui_executeTransactionBlock') response.destroy();
        else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return ledger;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many transactions it carried out. */
  get length(): number {
    return this.executed.size;
  }

  /** Carries out nothing until the answer is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.gate = new Promise((resolve) => (release = resolve));
    return release;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer({ id, method, params }: RpcCall): Promise<object> {
    try {
      if (this.isBroken) throw new RpcError(-32_603, 'Internal error');
      return { jsonrpc: '2.0', id, result: await this.run(method, params) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { jsonrpc: '2.0', id, error: { code: error.code, message: error.message } };
    }
  }

  private async run(method: string, [subject, signatures]: RpcCall['params']): Promise<object> {
    if (method === 'sui_dryRunTransactionBlock') return this.outcomeOf(Buffer.from(subject, 'base64'));
    if (method === 'sui_executeTransactionBlock') return this.execute(Buffer.from(subject, 'base64'), signatures[0]);
    const known = this.executed.get(subject);
    if (!known) throw new RpcError(-32_602, 'Could not find the referenced transaction');
    return known;
  }

  private async execute(bytes: Buffer, signature: string): Promise<object> {
    await this.gate;
    const { digest, sender } = readTransaction(bytes)!;
    if (this.executed.has(digest)) throw new RpcError(-32_002, 'Transaction was executed already');
    if (!isSigned(bytes, Buffer.from(signature, 'base64'), sender)) throw new RpcError(-32_002, 'Invalid signature');
    const outcome = this.outcomeOf(bytes);
    this.executed.set(digest, outcome);
    for (const { owner, amount } of outcome.balanceChanges)
      this.balances.set(owner.AddressOwner, this.balanceOf(owner.AddressOwner) + BigInt(amount));
    return { digest, ...outcome };
  }

  balanceOf(address: string): bigint {
    return this.balances.get(address) ?? 0n;
  }

  private outcomeOf(bytes: Buffer) {
    const { inputs } = transactionData.parse(new Uint8Array(bytes)).V1.kind.ProgrammableTransaction;
    const amount = BigInt(inputs[0]!.FundsWithdrawal!.reservation.MaxAmountU64);
    const { sender } = readTransaction(bytes)!;
    if (this.balanceOf(sender) < amount)
      return { effects: { status: { status: 'failure', error: 'InsufficientFundsForWithdraw' } }, balanceChanges: [] };
    const recipient = `0x${Buffer.from(inputs[1]!.Pure!).toString('hex')}`;
    const change = (owner: string, by: bigint) => ({
      owner: { AddressOwner: owner },
      coinType: SUI_MAINNET.asset,
      amount: String(by),
    });
    return {
      effects: { status: { status: 'success' } },
      balanceChanges: [change(sender, -amount), change(recipient, amount + this.bonus)],
    };
  }
}

const isSigned = (transaction: Buffer, signature: Buffer, sender: string): boolean => {
  const { flag, prefix, order } = Object.values(CURVES).find((curve) => curve.flag === signature[0])!;
  const raw = signature.subarray(65);
  const der = Buffer.concat([Buffer.from(prefix, 'hex'), raw]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const signed = signature.subarray(1, 65);
  const isRight = verify(
    order ? 'sha256' : null,
    signedDigestOf(transaction),
    { key, dsaEncoding: 'ieee-p1363' },
    signed,
  );
  return isRight && suiAddressOf(flag, raw) === sender;
};
