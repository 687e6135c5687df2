const QUIET_MS = 200;
let context: AudioContext | undefined;
let lastAt = -QUIET_MS;

/** A short soft tone; a program that rings all the time is heard a few times a second. */
export const ringBell = (): void => {
  const now = performance.now();
  if (now - lastAt < QUIET_MS) return;
  lastAt = now;
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const at = context.currentTime;
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.14);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.15);
};
