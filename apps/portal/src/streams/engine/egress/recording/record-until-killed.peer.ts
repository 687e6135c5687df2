import { readFileSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { deserialize } from 'node:v8';
import type { EncodedMedia } from '#libs/testing';
import { Recorder } from './recorder.js';

/** A process of its own for tests: records the media of a file at its own pace and says how far it is, in microseconds a line. */
const [mediaPath, directory] = process.argv.slice(2) as [string, string];
const { tracks, units } = deserialize(readFileSync(mediaPath)) as EncodedMedia;
const recorder = new Recorder({ directory });
recorder.begin(tracks);
const started = performance.now();
for (const unit of units) {
  const early = unit.dts / 1000 - (performance.now() - started);
  if (early > 0) await delay(early);
  recorder.write({ ...unit, data: Buffer.from(unit.data) });
  writeSync(1, `${unit.dts}\n`);
}
