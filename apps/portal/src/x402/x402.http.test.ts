import { DataSource } from 'typeorm';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, mutate, seededRandom, usePortal } from '#libs/testing';
import { SUI_MAINNET, SUI_TESTNET } from './networks.js';
import { X402Settlement } from './settlement.entity.js';
import { SuiLedger, SuiWallet, type Transfer, transferBytes } from './sui-ledger.peer.js';

const SHOP = `0x${'5'.repeat(64)}`;
const PRICE = 25_000n;

const ledger = await SuiLedger.open();
afterAll(() => ledger.close());

const requirements = {
  scheme: 'exact',
  network: 'sui:mainnet',
  asset: SUI_MAINNET.asset,
  amount: String(PRICE),
  payTo: SHOP,
  maxTimeoutSeconds: 60,
};

const payloadOf = (wallet: SuiWallet, transaction: Uint8Array) => ({
  signature: wallet.sign(transaction).toString('base64'),
  transaction: Buffer.from(transaction).toString('base64'),
});

/** A payment of somebody with money, as a client posts it. */
const pay = (given: Partial<Transfer> = {}, terms: Partial<typeof requirements> = {}) => {
  const wallet = given.from ?? new SuiWallet();
  if (!ledger.balances.has(wallet.address)) ledger.balances.set(wallet.address, 1_000_000n);
  const transaction = transferBytes({ from: wallet, to: SHOP, amount: PRICE, ...given });
  const accepted = { ...requirements, ...terms };
  return {
    wallet,
    body: {
      paymentPayload: { x402Version: 2, payload: payloadOf(wallet, transaction), accepted },
      paymentRequirements: accepted,
    },
  };
};

describe('the facilitator of payments', () => {
  const portal = usePortal({ X402_ENABLED: 'true', X402_PAY_TO: SHOP, X402_RPC_URL: ledger.url });
  const verify = (body: unknown, headers = {}): Promise<Answer> =>
    portal.fetch('/api/x402/verify', { method: 'POST', body, headers });
  const settle = (body: unknown, headers = {}): Promise<Answer> =>
    portal.fetch('/api/x402/settle', { method: 'POST', body, headers });
  const rows = () => portal.get(DataSource).getRepository(X402Settlement);

  beforeEach(() => {
    Object.assign(ledger, { gate: Promise.resolve(), isLosingAnswers: false, isBroken: false, bonus: 0n });
    ledger.balances.clear();
  });

  it('says which payments it takes, to pages of every origin', async () => {
    const { status, body, headers } = await portal.fetch('/api/x402/supported');
    const extra = {
      assetTransferMethod: 'sui-gasless-stablecoin-address-balance',
      assets: [SUI_MAINNET.asset],
      networkId: 'mainnet',
      networkName: 'Sui Mainnet',
    };
    const kinds = [{ x402Version: 2, scheme: 'exact', network: 'sui:mainnet', extra }];
    expect({ status, body }).toEqual({ status: 200, body: { kinds, extensions: [], signers: {} } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each(['ed25519', 'secp256k1', 'prime256v1'] as const)(
    'settles what it verified, signed with %s',
    async (curve) => {
      const { wallet, body } = pay({ from: new SuiWallet(curve) });
      expect(await verify(body)).toMatchObject({ status: 200, body: { isValid: true, payer: wallet.address } });
      expect(ledger.balanceOf(SHOP)).toBe(0n);
      const settled = await settle(body);
      expect(settled).toMatchObject({ status: 200, body: { success: true, payer: wallet.address } });
      expect(settled.body).toMatchObject({ transaction: expect.stringMatching(/^\w{43,44}$/), network: 'sui:mainnet' });
      expect([ledger.balanceOf(wallet.address), ledger.balanceOf(SHOP)]).toEqual([1_000_000n - PRICE, PRICE]);
    },
  );

  it('takes the payload as Base64, in the body and in the header of either version', async () => {
    const encoded = () => {
      const { paymentPayload, ...rest } = pay().body;
      return [Buffer.from(JSON.stringify(paymentPayload)).toString('base64'), rest] as const;
    };
    const [inBody, rest] = encoded();
    expect((await verify({ ...rest, paymentHeader: inBody })).body).toMatchObject({ isValid: true });
    for (const name of ['X-PAYMENT', 'PAYMENT-SIGNATURE']) {
      const [header, body] = encoded();
      expect((await settle(body, { [name]: header })).body, name).toMatchObject({ success: true });
    }
  });

  const NEGATIVE: [string, string, () => object][] = [
    ['no signature', 'invalid_payload_format', () => changed({ signature: undefined })],
    ['a transaction that is no Base64', 'invalid_payload_format', () => changed({ transaction: '%' })],
    ['bytes that are no transaction', 'invalid_payload_format', () => signedBytes(Buffer.from('nonsense'))],
    ['version 1', 'invalid_payload_format', () => ofPayload({ x402Version: 1, accepted: undefined })],
    ['nothing accepted', 'invalid_payload_format', () => ofPayload({ accepted: undefined })],
    [
      'a signature over something else',
      'invalid_signature',
      () => changed({ signature: pay().body.paymentPayload.payload.signature }),
    ],
    ['a multisig', 'invalid_signature', () => changed({ signature: Buffer.from([3, 1, 2]).toString('base64') })],
    ['zkLogin', 'invalid_signature', () => changed({ signature: Buffer.alloc(98, 5).toString('base64') })],
    [
      "somebody else's transaction",
      'invalid_signature',
      () => signedBytes(transferBytes({ from: new SuiWallet(), to: SHOP, amount: PRICE })),
    ],
    ['another scheme', 'incompatible_payload_scheme', () => pay({}, { scheme: 'upto' }).body],
    ['another network', 'network_mismatch', () => pay({}, { network: 'sui:testnet' }).body],
    ['another accepted asset', 'token_mismatch', () => accepting({ asset: SUI_TESTNET.asset })],
    ['another accepted amount', 'amount_mismatch', () => accepting({ amount: '25001' })],
    ['another accepted recipient', 'recipient_mismatch', () => accepting({ payTo: '0x6' })],
    ['an asset that is not taken', 'invalid_token', () => pay({}, { asset: '0x2::sui::SUI' }).body],
    ['too little', 'amount_mismatch', () => pay({ amount: 9_999n }, { amount: '9999' }).body],
    ['a negative amount', 'amount_mismatch', () => pay({}, { amount: '-25000' }).body],
    ['money it has not', 'transaction_failed', () => pay({ amount: 2_000_000n }, { amount: '2000000' }).body],
    ['gas', 'invalid_transaction', () => pay({ gas: { budget: 5n } }).body],
    ['another call', 'invalid_transaction', () => pay({ call: 'coin::burn' }).body],
    ['a call about another asset', 'invalid_transaction', () => pay({ asset: '0x2::sui::SUI' }).body],
    ['less than required', 'amount_mismatch', () => pay({ amount: PRICE - 1n }).body],
    ['another recipient', 'amount_mismatch', () => pay({ to: '0x7' }).body],
  ];
  const ofPayload = (change: object) => {
    const { body } = pay();
    return { ...body, paymentPayload: { ...body.paymentPayload, ...change } };
  };
  const changed = (change: object) => ofPayload({ payload: { ...pay().body.paymentPayload.payload, ...change } });
  const accepting = (change: object) => ofPayload({ accepted: { ...requirements, ...change } });
  const signedBytes = (bytes: Uint8Array) => ofPayload({ payload: payloadOf(new SuiWallet(), bytes) });

  it.each(NEGATIVE)('refuses %s: %s', async (_, reason, make) => {
    const before = ledger.length;
    const body = make();
    expect(await verify(body)).toMatchObject({
      status: 200,
      body: { isValid: false, invalidReason: reason, invalidMessage: expect.stringMatching(/\S/) },
    });
    expect(await settle(body)).toMatchObject({
      status: 200,
      body: { success: false, errorReason: reason, errorMessage: expect.stringMatching(/\S/), transaction: '' },
    });
    expect(ledger.length).toBe(before);
  });

  it('answers a settlement for the same requirements again, and refuses the payment for others', async () => {
    const { body } = pay();
    const first = await settle(body);
    expect(first.body.success).toBe(true);
    const { paymentPayload, paymentRequirements } = body;
    const reordered = Object.fromEntries(Object.entries(paymentRequirements).reverse());
    expect((await settle({ paymentPayload, paymentRequirements: reordered })).body).toEqual(first.body);
    const forAnother = { paymentPayload, paymentRequirements: { ...paymentRequirements, maxTimeoutSeconds: 61 } };
    expect((await settle(forAnother)).body).toMatchObject({ success: false, errorReason: 'invalid_transaction' });
    expect((await verify(body)).body).toMatchObject({ isValid: false, invalidReason: 'invalid_transaction' });
    expect(ledger.balanceOf(SHOP)).toBe(PRICE);
  });

  it('settles once what two processes are asked to settle at once', async () => {
    const sibling = await portal.startSibling();
    const { wallet, body } = pay();
    const before = ledger.calls.filter((method) => method === 'sui_executeTransactionBlock').length;
    const release = ledger.hold();
    const post = async (origin: string, sent: object) =>
      (await fetch(`${origin}/api/x402/settle`, { method: 'POST', body: JSON.stringify(sent) })).json();
    const both = [post(portal.url, body), post(sibling!, body)];
    await expect.poll(() => rows().countBy({ payer: wallet.address, state: 'pending' })).toBe(1);
    const { paymentPayload, paymentRequirements } = body;
    const other = { paymentPayload, paymentRequirements: { ...paymentRequirements, extra: { for: 'another' } } };
    expect(await post(sibling!, other)).toMatchObject({ success: false, errorReason: 'invalid_transaction' });
    release();
    const [one, two] = await Promise.all(both);
    expect(one).toMatchObject({ success: true });
    expect(two).toEqual(one);
    expect(ledger.calls.filter((method) => method === 'sui_executeTransactionBlock').length - before).toBe(1);
    expect(ledger.balanceOf(SHOP)).toBe(PRICE);
  });

  it('looks up what the node did not say, and what a process that died left open', async () => {
    const { body } = pay();
    ledger.isLosingAnswers = true;
    expect(await settle(body)).toMatchObject({ status: 503, body: { message: expect.any(String) } });
    ledger.isLosingAnswers = false;
    const settled = await settle(body);
    expect(settled.body).toMatchObject({ success: true });
    const { transaction: digest } = settled.body;
    await rows().update({ digest }, { state: 'pending', createdAt: new Date(Date.now() - 120_000) });
    expect((await settle(body)).body).toEqual(settled.body);
    expect(await rows().findOneBy({ digest })).toMatchObject({ state: 'settled' });
    expect(ledger.balanceOf(SHOP)).toBe(PRICE);
  });

  it('does not believe a node that paid another amount than it said', async () => {
    const { body } = pay();
    const release = ledger.hold();
    const settling = settle(body);
    await expect.poll(() => rows().countBy({ state: 'pending' })).toBe(1);
    ledger.bonus = 1n;
    release();
    expect((await settling).body).toMatchObject({ success: false, errorReason: 'amount_mismatch' });
  });

  it('says 503 while the node fails, and leaves no trace of it', async () => {
    ledger.isBroken = true;
    const { wallet, body } = pay();
    for (const answer of [await verify(body), await settle(body)])
      expect(answer).toMatchObject({ status: 503, body: { message: 'No node of the chain can be reached.' } });
    expect(await rows().countBy({ payer: wallet.address })).toBe(0);
    ledger.isBroken = false;
    expect((await settle(body)).body.success).toBe(true);
  });

  it('refuses what is no request with a message alone', async () => {
    const { body } = pay();
    const oversized = { ...body, padding: 'x'.repeat(65_536) };
    const cases: [unknown, number][] = [
      ['{', 400],
      ['[]', 400],
      [undefined, 400],
      [{}, 400],
      [{ paymentRequirements: requirements }, 400],
      [{ paymentRequirements: requirements, paymentHeader: 'e30' }, 400],
      [{ paymentRequirements: requirements, paymentHeader: '%%%' }, 400],
      [{ ...body, paymentRequirements: { ...requirements, amount: 5 } }, 400],
      [oversized, 413],
    ];
    for (const [sent, status] of cases) {
      const answer = await settle(sent);
      expect({ status: answer.status, body: answer.body }).toEqual({ status, body: { message: expect.any(String) } });
    }
    expect(await portal.fetch('/api/x402/verify')).toMatchObject({
      status: 405,
      body: { message: expect.any(String) },
    });
    expect(await portal.fetch('/api/x402/none')).toMatchObject({ status: 404, body: { message: expect.any(String) } });
    const preflight = await portal.fetch('/api/x402/settle', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Payment');
  });

  it('does not fail at whatever is sent', async () => {
    const random = seededRandom(402);
    for (let round = 0; round < 150; round++) {
      const { wallet, body } = pay();
      const transaction = Buffer.from(body.paymentPayload.payload.transaction, 'base64');
      const sent =
        round % 2 === 0
          ? mutate(Buffer.from(JSON.stringify(body)), random).toString()
          : {
              ...body,
              paymentPayload: { ...body.paymentPayload, payload: payloadOf(wallet, mutate(transaction, random)) },
            };
      const { status, body: answered } = await (round % 3 === 0 ? settle(sent) : verify(sent));
      expect(status, `round ${round}: ${JSON.stringify(answered)}`).toBeLessThan(500);
    }
  });
});

describe('without payments', () => {
  const portal = usePortal();

  it('there is no facilitator, whatever is sent', async () => {
    expect((await portal.fetch('/api/x402/supported')).status).toBe(404);
    for (const body of ['{', {}, pay().body])
      expect((await portal.fetch('/api/x402/settle', { method: 'POST', body })).status, String(body)).toBeOneOf([
        404, 400,
      ]);
  });
});

describe('payments without a node', () => {
  const portal = usePortal({ X402_ENABLED: 'true', X402_TESTNET: 'true', X402_RPC_URL: 'http://127.0.0.1:9' });

  it('are neither verified nor settled, but offered', async () => {
    const { body: supported } = await portal.fetch('/api/x402/supported');
    expect(supported.kinds[0]).toMatchObject({ network: 'sui:testnet', extra: { assets: [SUI_TESTNET.asset] } });
    const { body } = pay({ asset: SUI_TESTNET.asset }, { network: 'sui:testnet', asset: SUI_TESTNET.asset });
    for (const path of ['verify', 'settle'])
      expect(await portal.fetch(`/api/x402/${path}`, { body })).toMatchObject({
        status: 503,
        body: { message: 'No node of the chain can be reached.' },
      });
  });
});

describe('too many payments', () => {
  const portal = usePortal({ X402_ENABLED: 'true', PORTAL_RATE_LIMITS: 'on' });

  it('from one address are refused', async () => {
    const answers = [];
    for (let at = 0; at < 121; at++) answers.push(await portal.fetch('/api/x402/supported'));
    expect(answers[119]!.status).toBe(200);
    expect(answers[120]).toMatchObject({ status: 429, body: { message: expect.any(String) } });
  });
});
