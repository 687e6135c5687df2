import type { Translate } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import type { Typist } from '../session/chat-view.js';

/** Keeps its height, so that nothing moves when somebody begins to type. */
export const TypingLine = ({ typists }: { typists: readonly Typist[] }) => {
  const t = useT();
  return (
    <p className="flex h-5 shrink-0 items-center gap-1.5 truncate px-4 text-xs text-ink-2">
      {typists.length > 0 && (
        <>
          <span aria-hidden className="flex gap-0.5">
            {[0, 150, 300].map((delay) => (
              <span
                key={delay}
                style={{ animationDelay: `${delay}ms` }}
                className="size-1 animate-bounce rounded-full bg-ink-3"
              />
            ))}
          </span>
          {typingText(typists, t)}
        </>
      )}
    </p>
  );
};

const typingText = ([first, second, ...more]: readonly Typist[], t: Translate): string => {
  if (more.length > 0) return t('chat.typingMany');
  if (second) return t('chat.typingTwo', { first: first!.name, second: second.name });
  return t('chat.typingOne', { name: first!.name });
};
