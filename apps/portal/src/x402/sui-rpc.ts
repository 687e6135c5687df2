import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { NetGuard } from '#libs/net-guard';
import { normalizeCoinType, normalizeSuiAddress } from './sui-address.js';
import { SUI_NETWORK } from './network.provider.js';
import type { SuiNetwork } from './networks.js';

export interface BalanceChange {
  owner: string;
  coinType: string;
  amount: bigint;
}

/** What became of a transaction, or would. */
export interface SuiOutcome {
  isSuccess: boolean;
  /** Why not. */
  error: string;
  balanceChanges: BalanceChange[];
}

/** A node of the chain. Every method throws DomainError server.unavailable where none answers. */
export abstract class SuiRpc {
  /** What the transaction would do now. `transaction` is Base64. */
  abstract simulate(transaction: string): Promise<SuiOutcome>;
  /** @throws SuiRefusal — the node does not carry it out */
  abstract execute(transaction: string, signature: string): Promise<SuiOutcome>;
  /** Undefined when the chain knows no such transaction. */
  abstract find(digest: string): Promise<SuiOutcome | undefined>;
}

/** The node answered that it will not. */
export class SuiRefusal extends Error {}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const SHOWN = { showEffects: true, showBalanceChanges: true };
/** The node's own faults, as JSON-RPC 2.0 §5.1 and Sui (-32050, "transient") number them. Any other is the transaction's. */
const FAULTS_OF_NODE = new Set([-32_700, -32_600, -32_601, -32_603, -32_050]);

const unavailable = (cause: unknown): DomainError =>
  new DomainError('server.unavailable', { text: 'No node of the chain can be reached.', cause });

@Injectable()
export class JsonSuiRpc extends SuiRpc {
  private readonly url: string;
  private calls = 0;

  constructor(
    config: PortalConfig,
    @Inject(SUI_NETWORK) network: SuiNetwork,
    private readonly guard: NetGuard,
  ) {
    super();
    this.url = String(config.get('X402_RPC_URL') ?? network.rpcUrl);
  }

  async simulate(transaction: string): Promise<SuiOutcome> {
    try {
      return outcomeOf(await this.call('sui_dryRunTransactionBlock', [transaction]));
    } catch (error) {
      if (!(error instanceof SuiRefusal)) throw error;
      return { isSuccess: false, error: error.message, balanceChanges: [] };
    }
  }

  async execute(transaction: string, signature: string): Promise<SuiOutcome> {
    const params = [transaction, [signature], SHOWN, 'WaitForLocalExecution'];
    return outcomeOf(await this.call('sui_executeTransactionBlock', params));
  }

  async find(digest: string): Promise<SuiOutcome | undefined> {
    try {
      return outcomeOf(await this.call('sui_getTransactionBlock', [digest, SHOWN]));
    } catch (error) {
      if (error instanceof SuiRefusal) return undefined;
      throw error;
    }
  }

  private async call(method: string, params: unknown[]): Promise<unknown> {
    const id = ++this.calls;
    const answer = await this.post({ jsonrpc: '2.0', id, method, params });
    const { error, result } = fieldsOf(answer);
    if (error === undefined || error === null) return result;
    const { code, message } = fieldsOf(error);
    if (typeof code !== 'number' || FAULTS_OF_NODE.has(code)) throw unavailable(error);
    throw new SuiRefusal(String(message).slice(0, 500));
  }

  private async post(request: object): Promise<unknown> {
    try {
      const response = await this.guard.fetch(this.url, {
        scope: 'outbound',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        maxRedirects: 0,
        maxBytes: MAX_ANSWER_BYTES,
        timeoutMs: TIMEOUT_MS,
      });
      return await response.json();
    } catch (error) {
      throw unavailable(error);
    }
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> => {
  if (value === null || typeof value !== 'object') throw unavailable(new Error('The node answered something else.'));
  return value as Record<string, unknown>;
};

const outcomeOf = (result: unknown): SuiOutcome => {
  const { effects, balanceChanges } = fieldsOf(result);
  const { status, error } = fieldsOf(fieldsOf(effects)['status']);
  if (!Array.isArray(balanceChanges)) throw unavailable(new Error('The node did not say what changed.'));
  return {
    isSuccess: status === 'success',
    error: status === 'success' ? '' : String(error ?? status).slice(0, 500),
    balanceChanges: balanceChanges.flatMap(changeOf),
  };
};

/** Nothing for what is no address's. */
const changeOf = (value: unknown): BalanceChange[] => {
  const { owner, coinType, amount } = fieldsOf(value);
  const address = owner !== null && typeof owner === 'object' ? (owner as { AddressOwner?: unknown }).AddressOwner : '';
  const [whose, of] = [normalizeSuiAddress(String(address)), normalizeCoinType(String(coinType))];
  if (whose === undefined || of === undefined || !/^-?\d{1,39}$/.test(String(amount))) return [];
  return [{ owner: whose, coinType: of, amount: BigInt(String(amount)) }];
};
