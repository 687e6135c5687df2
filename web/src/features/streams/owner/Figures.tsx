import type { ReactNode } from 'react';
import type { StreamStatus } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { bitrateText, codecName, type Health } from './health-words.js';

/** What is measured of a broadcast right now. */
export const Figures = ({ status, health }: { status: StreamStatus; health: Health }) => {
  const t = useT();
  const format = useFormat();
  const video = status.tracks.find(({ kind }) => kind === 'video');
  const audio = status.tracks.find(({ kind }) => kind === 'audio');
  const interval = health.key_frame_interval;
  return (
    <dl className="grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3">
      <Figure label={t('streams.bitrate')}>{bitrateText(health.bitrate, t)}</Figure>
      <Figure label={t('streams.fps')}>{video?.fps !== undefined && format.number(Math.round(video.fps))}</Figure>
      <Figure label={t('streams.resolution')}>
        {video?.width && video.height && `${video.width} × ${video.height}`}
      </Figure>
      <Figure label={t('streams.keyFrames')}>
        {interval !== null && t('streams.seconds', { value: Math.round(interval * 10) / 10 })}
      </Figure>
      <Figure label={t('streams.dropped')}>{format.number(health.dropped)}</Figure>
      <Figure label={t('streams.watching')}>{format.number(status.viewer_count)}</Figure>
      <Figure label={t('streams.videoCodec')}>{video && codecName(video.codec)}</Figure>
      <Figure label={t('streams.audioCodec')}>
        {audio &&
          (audio.sample_rate
            ? t('streams.kilohertz', { codec: codecName(audio.codec), rate: audio.sample_rate / 1000 })
            : codecName(audio.codec))}
      </Figure>
      <Figure label={t('streams.protocol')}>{health.protocol.toUpperCase()}</Figure>
      {status.live_since && <Figure label={t('streams.onAirSince')}>{format.dateTime(status.live_since)}</Figure>}
    </dl>
  );
};

const Figure = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-sm text-ink-3">{label}</dt>
    <dd className="font-medium tabular-nums">{children || '–'}</dd>
  </div>
);
