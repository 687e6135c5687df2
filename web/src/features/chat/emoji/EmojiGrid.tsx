import { memo } from 'react';

interface EmojiGridProps {
  label?: string;
  faces: readonly (readonly [face: string, name: string])[];
  onPick: (emoji: string) => void;
}

/** Rows out of sight cost nothing until they are scrolled to. */
export const EmojiGrid = memo(({ label, faces, onPick }: EmojiGridProps) => (
  <section aria-label={label} className="[contain-intrinsic-size:auto_20rem] [content-visibility:auto]">
    {label && <h3 className="sticky top-0 z-1 bg-raised pt-2 pb-1 text-xs font-medium text-ink-3">{label}</h3>}
    <div className="grid grid-cols-8">
      {faces.map(([face, name]) => (
        <button
          key={name}
          type="button"
          data-emoji
          title={name}
          aria-label={name}
          onClick={() => onPick(face)}
          className="grid aspect-square place-items-center rounded-md text-xl hover:bg-hover focus-visible:-outline-offset-2"
        >
          {face}
        </button>
      ))}
    </div>
  </section>
));
