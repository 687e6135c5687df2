import { CheckIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { voterNames, type Voter } from './voter-names.js';

interface PollOptionProps {
  text: string;
  votes: number;
  total: number;
  /** The person chose it. */
  isOwn: boolean;
  isMultiple: boolean;
  /** Most voted for in a closed poll. */
  isLeading: boolean;
  /** Undefined where votes are secret. */
  voters: readonly number[] | undefined;
  people: ReadonlyMap<number, Voter>;
  onVote: (() => void) | undefined;
}

export const PollOption = ({ text, votes, total, isOwn, isMultiple, isLeading, ...option }: PollOptionProps) => {
  const t = useT();
  const { voters, people, onVote } = option;
  const share = total === 0 ? 0 : Math.round((100 * votes) / total);
  return (
    <button
      type="button"
      aria-pressed={isOwn}
      disabled={!onVote}
      onClick={onVote}
      title={voters && voters.length > 0 ? t('polls.voters', { names: voterNames(voters, people, t) }) : undefined}
      className={cx(
        'relative flex min-h-(--control) w-full items-center gap-2.5 overflow-hidden rounded-md border border-line px-3 py-1.5 text-left enabled:hover:border-line-strong',
        isOwn && 'border-accent enabled:hover:border-accent',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'absolute inset-y-0 left-0 transition-[width] duration-200',
          isOwn || isLeading ? 'bg-accent-soft' : 'bg-sunken',
        )}
        style={{ width: `${share}%` }}
      />
      <span
        aria-hidden
        className={cx(
          'relative grid size-4 shrink-0 place-items-center border border-line-strong bg-surface text-on-accent',
          isMultiple ? 'rounded-sm' : 'rounded-full',
          isOwn && 'border-accent bg-accent',
        )}
      >
        {isOwn && <CheckIcon className="size-3.5" />}
      </span>
      <span className={cx('relative min-w-0 grow break-words', isLeading && 'font-semibold')}>{text}</span>
      <span className="relative shrink-0 text-sm text-ink-2 tabular-nums">
        <span className="sr-only">, {t('polls.optionVotes', { count: votes })}, </span>
        {share} %
      </span>
    </button>
  );
};
