import type { LabelKey } from '../../../shared/i18n/catalogue.js';

/** Words of an encoder's own window stay as it shows them; `on` and `off` are said in the person's language. */
export interface Advice {
  setting: LabelKey;
  usual: string;
  /** Where what we measured says otherwise. */
  ours?: string;
  why?: LabelKey;
}

export const ENCODERS = ['nvenc', 'amf', 'x264'] as const;
export type EncoderId = (typeof ENCODERS)[number];

const rate: Advice[] = [
  { setting: 'streams.rateControl', usual: 'CBR' },
  { setting: 'streams.bitrate', usual: '4500–6000 kbit/s' },
  { setting: 'streams.keyInterval', usual: '2 s', ours: '1–2 s', why: 'streams.whyKeyInterval' },
];
const bFrames = (usual: string): Advice => ({
  setting: 'streams.bFrames',
  usual,
  ours: '0',
  why: 'streams.whyBFrames',
});
const picture: Advice[] = [
  { setting: 'streams.size', usual: '1920 × 1080, 1280 × 720' },
  { setting: 'streams.fps', usual: '30, 60' },
];

/** The usual advice is that of the interface's specification; ours is what this portal was measured with. */
export const ADVICE: Record<EncoderId, readonly Advice[]> = {
  nvenc: [
    { setting: 'streams.encoder', usual: 'NVIDIA NVENC H.264' },
    ...rate,
    { setting: 'streams.preset', usual: 'Quality, Max Quality (P5–P7)' },
    { setting: 'streams.profile', usual: 'high' },
    { setting: 'streams.lookAhead', usual: 'on', ours: 'off', why: 'streams.whyLookAhead' },
    { setting: 'streams.psycho', usual: 'on' },
    bFrames('2'),
    ...picture,
  ],
  amf: [
    { setting: 'streams.encoder', usual: 'AMD HW H.264 (AVC)' },
    ...rate,
    { setting: 'streams.qualityPreset', usual: 'Quality' },
    bFrames('–'),
    ...picture,
  ],
  x264: [
    { setting: 'streams.encoder', usual: 'x264' },
    ...rate,
    { setting: 'streams.cpuPreset', usual: 'veryfast – medium' },
    { setting: 'streams.profile', usual: 'high' },
    { setting: 'streams.tune', usual: '–', ours: 'zerolatency', why: 'streams.whyTune' },
    bFrames('–'),
    ...picture,
  ],
};
