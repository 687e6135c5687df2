import { CheckIcon, Cross2Icon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent } from 'react';
import { errorText } from '../../../shared/api/error-text.js';
import type { FoundUser } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { cx } from '../../../shared/ui/classes.js';
import { Input } from '../../../shared/ui/Input.js';
import { personName } from './conversation-name.js';
import { foundUsersQuery } from './dm-queries.js';

interface UserPickerProps {
  label: string;
  chosen: readonly FoundUser[];
  onChange: (chosen: readonly FoundUser[]) => void;
  /** Who cannot be chosen. */
  without: readonly number[];
  /** How many may be chosen. */
  max: number;
  autoFocus?: boolean;
}

/** Finds people by name and collects them (WAI-ARIA combobox with a listbox of several). */
export const UserPicker = ({ label, chosen, onChange, without, max, autoFocus }: UserPickerProps) => {
  const t = useT();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { data, error } = useQuery(foundUsersQuery(useDeferredValue(text.trim())));
  const found = data?.filter((user) => !without.includes(user.id) && isCalled(user, text)) ?? [];
  const at = Math.min(active, found.length - 1);
  const isFull = chosen.length >= max;
  const isChosen = (user: FoundUser): boolean => chosen.some((one) => one.id === user.id);

  /** What had the focus may be gone after a change. */
  const focus = (selector: string): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const toggle = (user: FoundUser): void => {
    if (isChosen(user)) {
      onChange(chosen.filter((one) => one.id !== user.id));
      focus('input');
    } else if (!isFull) {
      onChange([...chosen, user]);
      setText('');
      focus(max === 1 ? 'button' : 'input');
    }
  };
  const go = (to: number): void => {
    setActive(to);
    box.current?.querySelectorAll('[role="option"]')[to]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const user = found[at];
    if (event.key === 'ArrowDown') go(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') go(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && user) toggle(user);
    else if (event.key === 'Backspace' && !text && chosen.length > 0) return onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
  };

  return (
    <div ref={box} className="grid gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((user) => (
            <li
              key={user.id}
              className="flex items-center gap-1.5 rounded-full bg-accent-soft py-0.5 pr-1 pl-1 text-sm text-accent-ink"
            >
              <Avatar {...user.avatar} name={personName(user)} size="sm" />
              <span className="max-w-40 truncate">{personName(user)}</span>
              <button
                type="button"
                aria-label={t('dm.unchoose', { name: personName(user) })}
                onClick={() => toggle(user)}
                className="relative grid size-6 place-items-center rounded-full hover:bg-hover pointer-coarse:size-8"
              >
                <Cross2Icon aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {!(isFull && max === 1) && (
        <>
          <Input
            id={id}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={found[at] ? `${id}-${found[at].id}` : undefined}
            aria-describedby={`${id}-hint`}
            autoFocus={autoFocus}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('dm.findPeople')}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <p id={`${id}-hint`} role="status" className={cx('text-sm', isFull ? 'text-warn' : 'text-ink-3')}>
            {isFull ? t('dm.full', { count: max + 1 }) : t('dm.findHint')}
          </p>
          <div className="flex h-52 flex-col rounded-md border border-line">
            <div
              id={`${id}-list`}
              role="listbox"
              aria-label={t('dm.people')}
              aria-multiselectable
              className="min-h-0 overflow-y-auto p-1"
            >
              {found.map((user, index) => (
                // The keys are the combobox's, and so is the focus.
                <div
                  key={user.id}
                  id={`${id}-${user.id}`}
                  role="option"
                  aria-selected={isChosen(user)}
                  aria-disabled={isFull && !isChosen(user)}
                  onPointerMove={() => setActive(index)}
                  // A press would take the focus from the field; a touch may be the beginning of scrolling.
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerUp={() => toggle(user)}
                  className={cx(
                    'flex min-h-(--control) items-center gap-2.5 rounded-md px-2 aria-disabled:opacity-50',
                    index === at && 'bg-hover',
                  )}
                >
                  <Avatar {...user.avatar} name={personName(user)} size="sm" />
                  <span className="min-w-0 truncate">
                    {personName(user)}
                    {user.nickname && <span className="ml-1.5 text-sm text-ink-3">@{user.username}</span>}
                  </span>
                  {isChosen(user) && <CheckIcon aria-hidden className="ml-auto shrink-0 text-accent-ink" />}
                </div>
              ))}
            </div>
            {data && found.length === 0 && <p className="p-4 text-center text-sm text-ink-2">{t('dm.noPeople')}</p>}
            {!data && error && <p className="p-4 text-center text-sm text-bad">{errorText(error, t)}</p>}
          </div>
        </>
      )}
    </div>
  );
};

/** The answer to what was typed before stays until the next one comes; Enter must not choose from it. */
const isCalled = ({ username, nickname }: FoundUser, text: string): boolean =>
  `${username}\n${nickname ?? ''}`.toLowerCase().includes(text.trim().toLowerCase());
