interface SpanBarProps {
  /** Seconds, as are all. */
  span: { start: number | undefined; end: number | undefined };
  position: number;
  duration: number;
}

/** Which part of the recording the clip is, and where the player is. The fields below say the same in figures. */
export const SpanBar = ({ span: { start = 0, end = start }, position, duration }: SpanBarProps) => {
  const percent = (seconds: number) => (duration > 0 ? Math.min(100, Math.max(0, (seconds / duration) * 100)) : 0);
  return (
    <div aria-hidden className="relative h-2 rounded-full bg-line">
      <div
        className="absolute inset-y-0 min-w-1 rounded-full bg-accent"
        style={{ left: `${percent(start)}%`, right: `${100 - percent(Math.max(start, end))}%` }}
      />
      <div className="absolute -inset-y-1 w-0.5 bg-ink" style={{ left: `${percent(position)}%` }} />
    </div>
  );
};
