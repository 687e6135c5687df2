import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { SUI_MAINNET } from './networks.js';
import { SuiWallet, transferBytes } from './sui-ledger.peer.js';
import { readTransaction, transactionData } from './transaction-data.js';

const wallet = new SuiWallet();
const bytes = transferBytes({ from: wallet, to: '0x5', amount: 12_345n });

/** The same transfer with its first type argument nested so deep. */
const nested = (levels: number): Buffer => {
  const parsed = transactionData.parse(new Uint8Array(bytes));
  const { inputs, commands } = parsed.V1.kind.ProgrammableTransaction;
  const plain = transactionData.serialize({
    V1: {
      ...parsed.V1,
      kind: {
        ProgrammableTransaction: {
          inputs: [],
          commands: [{ MoveCall: { ...commands[0]!.MoveCall!, typeArguments: [{ u256: true } as never] } }],
        },
      },
    },
  });
  expect(inputs).toHaveLength(2);
  const whole = Buffer.from(plain.toBytes());
  const name = whole.indexOf('redeem_funds') + 'redeem_funds'.length;
  // After the number of type arguments: vectors of vectors.
  return Buffer.concat([whole.subarray(0, name + 1), Buffer.alloc(levels, 6), whole.subarray(name + 1)]);
};

describe('TransactionData', () => {
  it('says who pays, what the gas is and what is called', () => {
    const call = { kind: 'MoveCall', package: `0x${'2'.padStart(64, '0')}`, module: 'balance' };
    expect(readTransaction(bytes)).toEqual({
      digest: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/),
      sender: wallet.address,
      gas: { objects: 0, price: 0n, budget: 0n },
      commands: [
        { ...call, function: 'redeem_funds', typeArguments: [SUI_MAINNET.asset] },
        { ...call, function: 'send_funds', typeArguments: [SUI_MAINNET.asset] },
      ],
    });
  });

  it('is read from within a longer buffer', () => {
    const longer = Buffer.concat([Buffer.alloc(7, 255), bytes, Buffer.alloc(7, 255)]);
    expect(readTransaction(longer.subarray(7, 7 + bytes.length))).toEqual(readTransaction(bytes));
  });

  it('is nothing when cut off anywhere or followed by anything', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(readTransaction(bytes.subarray(0, length)), String(length)).toBeUndefined();
    expect(readTransaction(Buffer.concat([bytes, Buffer.alloc(1)]))).toBeUndefined();
  });

  it('nests types sixteen deep and no deeper', () => {
    expect(readTransaction(nested(16))?.commands).toMatchObject([{ typeArguments: ['vector'] }]);
    expect(readTransaction(nested(17))).toBeUndefined();
    expect(readTransaction(nested(40_000))).toBeUndefined();
  });

  it('is read or refused whatever the bytes are', () => {
    const random = seededRandom(402);
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const given = round % 4 === 0 ? random.bytes(random.below(300)) : mutate(bytes, random);
      if (readTransaction(given)) read++;
    }
    expect(read).toBeGreaterThan(0);
  });
});
