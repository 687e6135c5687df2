import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import type { Player } from '../playback/player.js';
import type { RoadKind } from '../playback/road.js';
import { useFigures } from './use-figures.js';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** What the viewer really gets, for whoever wants to know. */
export const FiguresPanel = ({ player, road }: { player: Player; road: RoadKind | undefined }) => {
  const t = useT();
  const format = useFormat();
  const { width, height, fps, bitrate, dropped, latency } = useFigures(player, true);
  const { fallbackReason } = player;
  const rows = [
    [t('watch.playsBy'), road && t(`watch.${road}`)],
    [t('watch.resolution'), width && height ? `${width} × ${height}` : undefined],
    [t('watch.fps'), fps === undefined ? undefined : format.number(Math.round(fps))],
    [t('watch.bitrate'), bitrate && t('watch.megabits', { value: round(bitrate / 1e6, 2) })],
    [t('watch.dropped'), dropped === undefined ? undefined : format.number(dropped)],
    [t('watch.latency'), latency && t('watch.seconds', { value: round(latency / 1000, 2) })],
    ...(fallbackReason && road === 'hls' ? [[t('watch.why'), t(`watch.why.${fallbackReason}`)]] : []),
  ] as const;
  return (
    <section
      aria-label={t('watch.figures')}
      className="absolute top-2 left-2 max-w-[calc(100%-1rem)] rounded-md bg-raised/90 px-3 py-2 text-sm"
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="max-w-64 tabular-nums">{value || t('watch.unknown')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
