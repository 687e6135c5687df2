import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { PassThroughGate } from './pass-through-gate.js';
import type { ProbeVerdict } from './self-probe.js';
import type { TlsServerStream } from './tls/index.js';

const CLEAR: ProbeVerdict = { kind: 'clear' };
const INTERCEPTED: ProbeVerdict = { kind: 'intercepted' };
const INCONCLUSIVE: ProbeVerdict = { kind: 'inconclusive', cause: new Error('no way') };

describe('PassThroughGate', () => {
  const ending = new Set<AbortController>();
  afterEach(() => ending.forEach((controller) => controller.abort()));

  const gateWith = (verdicts: ProbeVerdict[], { isEnforced = true } = {}) => {
    const problems: { code?: string }[] = [];
    const own = new Set<unknown>();
    let probes = 0;
    const gate = new PassThroughGate({
      probe: {
        check: async () => verdicts[Math.min(probes++, verdicts.length - 1)]!,
        isOwn: (stream) => own.has(stream),
      },
      isEnforced,
      onProblem: (problem) => problems.push(problem as { code?: string }),
      onChange: () => undefined,
    });
    const controller = new AbortController();
    ending.add(controller);
    const watched = gate.watch(controller.signal);
    watched.catch(() => undefined);
    return { gate, problems, own, watched, probes: () => probes };
  };
  const caller = () => new PassThrough() as unknown as TlsServerStream;

  it('lets callers wait for the first clear probe, and shuts again when contact is lost', async () => {
    const { gate } = gateWith([CLEAR]);
    const stream = caller();
    const admitted = gate.admit(stream);
    expect(gate.isOpen).toBe(false);
    gate.check();
    expect(await admitted).toBe(stream);
    expect(gate.isOpen).toBe(true);
    gate.close();
    expect(gate.isOpen).toBe(false);
    gate.check();
    await eventually('the gate to open', () => gate.isOpen);
  });

  it('keeps the probe’s own call to itself', async () => {
    const { gate, own } = gateWith([CLEAR]);
    const stream = caller();
    own.add(stream);
    expect(await gate.admit(stream)).toBeUndefined();
    expect(stream.destroyed).toBe(true);
  });

  it('gives the relay up after a second interception, not after one', async () => {
    const once = gateWith([INTERCEPTED, CLEAR]);
    once.gate.check();
    await eventually('the gate to open', () => once.gate.isOpen);
    const twice = gateWith([INTERCEPTED]);
    twice.gate.check();
    await expect(twice.watched).rejects.toMatchObject({ code: 'relay.intercepts' });
    expect(twice.gate.isOpen).toBe(false);
    expect(twice.probes()).toBe(2);
  });

  it('stays shut and tries again while probes do not get through', async () => {
    const { gate, problems } = gateWith([INCONCLUSIVE, INCONCLUSIVE, CLEAR]);
    gate.check();
    await eventually('the gate to open', () => gate.isOpen);
    expect(problems.map(({ code }) => code)).toEqual(['probe.inconclusive', 'probe.inconclusive']);
  });

  it('only tells what it finds when it is not enforced', async () => {
    const { gate, problems } = gateWith([INTERCEPTED, INTERCEPTED, CLEAR], { isEnforced: false });
    const stream = caller();
    expect(await gate.admit(stream)).toBe(stream);
    await eventually('the finding', () => problems.length > 0);
    expect(problems[0]).toMatchObject({ code: 'relay.reads_along' });
  });
});
