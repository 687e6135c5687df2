import { ChevronDownIcon, ChevronUpIcon, Cross2Icon } from '@radix-ui/react-icons';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { useShownTheme } from '../../../shared/preferences.js';
import { cx } from '../../../shared/ui/classes.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Tooltip } from '../../../shared/ui/Tooltip.js';
import type { Pane } from '../workspace/pane.js';

/** xterm wants `#RRGGBB`; these stand out on every theme of their kind. */
const MARKS = {
  dark: { match: '#5c4a12', active: '#b07a00' },
  light: { match: '#ffe9a8', active: '#ffc53d' },
};

type Options = Record<'caseSensitive' | 'wholeWord' | 'regex', boolean>;

export const SearchBar = ({ pane }: { pane: Pane }) => {
  const t = useT();
  const theme = useShownTheme();
  const { search } = pane.screen;
  const [term, setTerm] = useState(() => pane.screen.terminal.getSelection().split('\n')[0] ?? '');
  const [options, setOptions] = useState<Options>({ caseSensitive: false, wholeWord: false, regex: false });
  const [found, setFound] = useState({ resultIndex: -1, resultCount: 0 });

  const { match, active } = MARKS[theme];
  const find = (direction: 'next' | 'previous', incremental = false) => {
    const decorations = {
      matchBackground: match,
      activeMatchBackground: active,
      matchOverviewRuler: active,
      activeMatchColorOverviewRuler: active,
    };
    const wanted = { ...options, decorations, incremental };
    try {
      if (direction === 'next') search.findNext(term, wanted);
      else search.findPrevious(term, wanted);
    } catch {
      // Half a regular expression while it is being typed.
      setFound({ resultIndex: -1, resultCount: 0 });
    }
  };

  useEffect(() => {
    const listener = search.onDidChangeResults(setFound);
    return () => listener.dispose();
  }, [search]);
  useEffect(() => {
    if (term) find('previous', true);
    else search.clearDecorations();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [term, options]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') pane.find(false);
    else if (event.key === 'Enter') find(event.shiftKey ? 'next' : 'previous');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const toggle = (name: keyof Options, text: string, label: string) => (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={options[name]}
        onClick={() => setOptions({ ...options, [name]: !options[name] })}
        className={cx(
          'grid h-7 min-w-7 place-items-center rounded-md px-1 text-sm text-ink-2 hover:bg-hover',
          options[name] && 'bg-accent-soft text-accent-ink',
        )}
      >
        {text}
      </button>
    </Tooltip>
  );
  const { resultIndex: at, resultCount: total } = found;
  // Beyond its limit xterm no longer says which one it is.
  const count = total === 0 ? t('terminal.findNone') : t('terminal.findCount', { at: at < 0 ? '–' : at + 1, total });
  return (
    <search>
      <div
        role="presentation"
        onKeyDown={onKeyDown}
        className="absolute top-2 right-4 left-4 z-20 flex animate-pop-in items-center gap-1 rounded-lg border border-line bg-raised p-1.5 shadow-float sm:left-auto"
      >
        <input
          autoFocus
          type="search"
          value={term}
          spellCheck={false}
          aria-label={t('terminal.findPlaceholder')}
          placeholder={t('terminal.findPlaceholder')}
          onChange={(event) => setTerm(event.target.value)}
          className="h-7 min-w-0 grow rounded-md bg-transparent px-2 outline-offset-0 sm:w-52"
        />
        <span role="status" className="px-1 text-xs whitespace-nowrap text-ink-3 tabular-nums">
          {term && count}
        </span>
        <span className="flex max-sm:hidden">
          {toggle('caseSensitive', 'Aa', t('terminal.findCase'))}
          {toggle('wholeWord', '“ ”', t('terminal.findWord'))}
          {toggle('regex', '.*', t('terminal.findRegex'))}
        </span>
        <IconButton
          size="sm"
          label={t('terminal.findPrevious')}
          icon={<ChevronUpIcon />}
          onClick={() => find('previous')}
        />
        <IconButton size="sm" label={t('terminal.findNext')} icon={<ChevronDownIcon />} onClick={() => find('next')} />
        <IconButton size="sm" label={t('terminal.findClose')} icon={<Cross2Icon />} onClick={() => pane.find(false)} />
      </div>
    </search>
  );
};
