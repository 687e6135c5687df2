import { useEffect, useId, useRef, type ReactNode } from 'react';

interface AskCardProps {
  title: string;
  icon?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  footer: ReactNode;
  tone?: 'plain' | 'bad';
}

/** A question inside a terminal: it belongs to that one only, so the others go on beside it. */
export const AskCard = ({ title, icon, children, footer, tone = 'plain' }: AskCardProps) => {
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = card.current?.querySelector<HTMLElement>('input, [data-first]');
    (first ?? card.current)?.focus();
  }, []);
  return (
    <div
      ref={card}
      role="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      tabIndex={-1}
      className="w-full max-w-lg overflow-hidden rounded-xl border border-line bg-raised shadow-float outline-none"
    >
      <h2
        id={`${id}-title`}
        className={`flex items-center gap-2.5 px-5 pt-4 pb-1 text-lg font-semibold ${tone === 'bad' ? 'text-bad' : ''}`}
      >
        {icon}
        {title}
      </h2>
      <div id={`${id}-text`} className="grid gap-3 px-5 pt-1 pb-4">
        {children}
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
    </div>
  );
};
