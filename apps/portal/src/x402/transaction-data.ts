import { bcs, type BcsType, toBase58, toHex } from '@mysten/bcs';
import { blake2b } from '@noble/hashes/blake2.js';

/** As deep as the chain itself lets types nest. */
const MAX_TYPE_DEPTH = 16;

const address = bcs.bytes(32);
const objectRef = bcs.struct('ObjectRef', { objectId: address, version: bcs.u64(), digest: bcs.byteVector() });
const argument = bcs.enum('Argument', {
  GasCoin: null,
  Input: bcs.u16(),
  Result: bcs.u16(),
  NestedResult: bcs.tuple([bcs.u16(), bcs.u16()]),
});
const argumentList = bcs.vector(argument);
const modules = bcs.vector(bcs.byteVector());
const addressList = bcs.vector(address);

interface StructTag {
  address: Uint8Array;
  module: string;
  name: string;
  typeParams: TypeTag[];
}
interface TypeTag {
  $kind: string;
  struct?: StructTag;
}

const tooDeep = bcs.u8().transform({
  input: (_: TypeTag): number => 0,
  output: (): TypeTag => {
    throw new RangeError('The type nests too deep.');
  },
});

/** A type of at most `depth` levels below it: the reader recurses. */
const typeTagOf = (depth: number): BcsType<TypeTag> => {
  const inner: BcsType<TypeTag> = depth === 0 ? tooDeep : typeTagOf(depth - 1);
  const tag = bcs.enum('TypeTag', {
    bool: null,
    u8: null,
    u64: null,
    u128: null,
    address: null,
    signer: null,
    vector: inner,
    struct: bcs.struct('StructTag', {
      address,
      module: bcs.string(),
      name: bcs.string(),
      typeParams: bcs.vector(inner),
    }),
    u16: null,
    u32: null,
    u256: null,
  });
  return tag as unknown as BcsType<TypeTag>;
};

const typeTag = typeTagOf(MAX_TYPE_DEPTH);

const callArg = bcs.enum('CallArg', {
  Pure: bcs.byteVector(),
  Object: bcs.enum('ObjectArg', {
    ImmOrOwnedObject: objectRef,
    SharedObject: bcs.struct('SharedObject', {
      objectId: address,
      initialSharedVersion: bcs.u64(),
      mutable: bcs.bool(),
    }),
    Receiving: objectRef,
  }),
  FundsWithdrawal: bcs.struct('FundsWithdrawal', {
    reservation: bcs.enum('Reservation', { MaxAmountU64: bcs.u64() }),
    typeArg: bcs.enum('WithdrawalType', { Balance: typeTag }),
    withdrawFrom: bcs.enum('WithdrawFrom', { Sender: null, Sponsor: null }),
  }),
});

const command = bcs.enum('Command', {
  MoveCall: bcs.struct('MoveCall', {
    package: address,
    module: bcs.string(),
    function: bcs.string(),
    typeArguments: bcs.vector(typeTag),
    arguments: argumentList,
  }),
  TransferObjects: bcs.struct('TransferObjects', { objects: argumentList, address: argument }),
  SplitCoins: bcs.struct('SplitCoins', { coin: argument, amounts: argumentList }),
  MergeCoins: bcs.struct('MergeCoins', { destination: argument, sources: argumentList }),
  Publish: bcs.struct('Publish', { modules, dependencies: addressList }),
  MakeMoveVec: bcs.struct('MakeMoveVec', { type: bcs.option(typeTag), elements: argumentList }),
  Upgrade: bcs.struct('Upgrade', { modules, dependencies: addressList, package: address, ticket: argument }),
});

const optionalU64 = bcs.option(bcs.u64());
const validDuring = {
  minEpoch: optionalU64,
  maxEpoch: optionalU64,
  minTimestamp: optionalU64,
  maxTimestamp: optionalU64,
  chain: bcs.byteVector(),
  nonce: bcs.u32(),
};
const allowedProposers = bcs.struct('AllowedProposers', { epoch: bcs.u64(), proposers: bcs.vector(bcs.u32()) });

/** Sui's TransactionData in BCS, of transactions people can sign. */
export const transactionData = bcs.enum('TransactionData', {
  V1: bcs.struct('TransactionDataV1', {
    kind: bcs.enum('TransactionKind', {
      ProgrammableTransaction: bcs.struct('ProgrammableTransaction', {
        inputs: bcs.vector(callArg),
        commands: bcs.vector(command),
      }),
    }),
    sender: address,
    gasData: bcs.struct('GasData', {
      payment: bcs.vector(objectRef),
      owner: address,
      price: bcs.u64(),
      budget: bcs.u64(),
    }),
    expiration: bcs.enum('TransactionExpiration', {
      None: null,
      Epoch: bcs.u64(),
      ValidDuring: bcs.struct('ValidDuring', validDuring),
      Validity: bcs.struct('Validity', { ...validDuring, allowedProposers: bcs.option(allowedProposers) }),
    }),
  }),
});

/** A command as far as it matters to payments: only Move calls say more than their kind. */
export type TransactionCommand =
  | { kind: 'MoveCall'; package: string; module: string; function: string; typeArguments: string[] }
  | { kind: 'TransferObjects' | 'SplitCoins' | 'MergeCoins' | 'Publish' | 'MakeMoveVec' | 'Upgrade' };

export interface Transaction {
  /** Base58. */
  digest: string;
  sender: string;
  gas: { objects: number; price: bigint; budget: bigint };
  commands: TransactionCommand[];
}

/** Reads what a wallet signed; undefined for what is no such transaction, or has bytes beyond it. */
export const readTransaction = (bytes: Uint8Array): Transaction | undefined => {
  // The reader looks past the end of a view into its buffer.
  const own = new Uint8Array(bytes);
  try {
    const parsed = transactionData.parse(own);
    if (Buffer.compare(transactionData.serialize(parsed).toBytes(), own) !== 0) return undefined;
    const { sender, gasData, kind } = parsed.V1;
    return {
      digest: digestOf(own),
      sender: `0x${toHex(sender)}`,
      gas: { objects: gasData.payment.length, price: BigInt(gasData.price), budget: BigInt(gasData.budget) },
      commands: kind.ProgrammableTransaction.commands.map((one): TransactionCommand => {
        if (one.$kind !== 'MoveCall') return { kind: one.$kind };
        const { package: id, module, function: name, typeArguments } = one.MoveCall;
        return {
          kind: 'MoveCall',
          package: `0x${toHex(id)}`,
          module,
          function: name,
          typeArguments: typeArguments.map(textOfType),
        };
      }),
    };
  } catch {
    return undefined;
  }
};

const digestOf = (bytes: Uint8Array): string =>
  toBase58(blake2b(Buffer.concat([Buffer.from('TransactionData::'), bytes]), { dkLen: 32 }));

/** Plain structs in full; types within types only have to differ from those. */
const textOfType = ({ $kind, struct }: TypeTag): string => {
  if (!struct) return $kind;
  const parameters = struct.typeParams.length > 0 ? '<…>' : '';
  return `0x${toHex(struct.address)}::${struct.module}::${struct.name}${parameters}`;
};
