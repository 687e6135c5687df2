import { expect, it } from 'vitest';
import { TrafficMeter } from './traffic-meter.js';

const at = (bytes_in: number, bytes_out = 0) => [{ identity_key: 'demo', bytes_in, bytes_out }];

it('knows no rate of what it has seen once', () => {
  expect(new TrafficMeter().read(0, at(500)).get('demo')).toBeUndefined();
});

it('spreads what came over the last four answers', () => {
  const meter = new TrafficMeter();
  meter.read(0, at(0, 100));
  expect(meter.read(2000, at(4000, 100)).get('demo')).toEqual({ in: 2000, out: 0 });
  expect(meter.read(4000, at(4000, 500)).get('demo')).toEqual({ in: 1000, out: 100 });
  meter.read(6000, at(4000, 500));
  expect(meter.read(8000, at(4000, 500)).get('demo')?.in).toBe(0);
});

it('begins again when the relay has started anew, and forgets who left', () => {
  const meter = new TrafficMeter();
  meter.read(0, at(10_000));
  expect(meter.read(2000, at(10)).get('demo')).toBeUndefined();
  meter.read(4000, []);
  expect(meter.read(6000, at(90)).get('demo')).toBeUndefined();
});
