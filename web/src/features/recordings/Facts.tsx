/** Small facts about one thing, in a line that breaks only between them. */
export const Facts = ({ of }: { of: readonly string[] }) => (
  <p className="text-sm text-ink-2 tabular-nums">
    {of.map((fact, index) => (
      <span key={fact}>
        {index > 0 && ' · '}
        <span className="whitespace-nowrap">{fact}</span>
      </span>
    ))}
  </p>
);
