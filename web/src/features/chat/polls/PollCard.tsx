import { CheckIcon, LockClosedIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import type { PollState } from '#libs/contracts';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { PollOption } from './PollOption.js';
import type { Voter } from './voter-names.js';

interface PollCardProps {
  poll: PollState;
  /** Whom the votes of an open ballot belong to. */
  people: ReadonlyMap<number, Voter>;
  /** Its author and moderators may. */
  mayClose: boolean;
  /** Without it the person cannot vote now. */
  onVote?: (optionIndex: number) => void;
  onClose: () => void;
}

/** A poll inside a message: vote, see how it stands, close it. */
export const PollCard = ({ poll, people, mayClose, onVote, onClose }: PollCardProps) => {
  const t = useT();
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);
  const { question, options, votes, total_votes, allow_multiple, anonymous_votes, closed, closes_at } = poll;
  const most = Math.max(0, ...Object.values(votes));

  return (
    <section
      aria-label={t('polls.poll', { question })}
      className="mt-1 w-full max-w-md rounded-lg border border-line bg-surface p-3 shadow-raised"
    >
      <header className="mb-2 flex items-start justify-between gap-3">
        <h4 className="min-w-0 font-semibold break-words">{question}</h4>
        {closed && (
          <Badge>
            <LockClosedIcon aria-hidden className="size-3" />
            {t('polls.closed')}
          </Badge>
        )}
      </header>
      <ul className="grid gap-1.5">
        {options.map((option, index) => (
          <li key={index}>
            <PollOption
              text={option}
              votes={votes[index] ?? 0}
              total={total_votes}
              isOwn={poll.own_votes?.includes(index) ?? false}
              isMultiple={allow_multiple}
              isLeading={closed && most > 0 && votes[index] === most}
              voters={poll.voters?.[index]}
              people={people}
              onVote={closed || !onVote ? undefined : () => onVote(index)}
            />
          </li>
        ))}
      </ul>
      <footer className="mt-2 flex min-h-6 flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm text-ink-2">
        <p>
          {[
            t('polls.votes', { count: total_votes }),
            !closed && (allow_multiple ? t('polls.chooseMany') : t('polls.chooseOne')),
            anonymous_votes && t('polls.secret'),
            !closed && closes_at && t('polls.closes', { time: format.ago(closes_at) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {mayClose && !closed && (
          <Button variant="link" size="inline" className="text-sm" onClick={() => setAsking(true)}>
            <CheckIcon aria-hidden />
            {t('polls.close')}
          </Button>
        )}
      </footer>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger={false}
        title={t('polls.closeTitle')}
        description={t('polls.closeText')}
        confirmLabel={t('polls.close')}
        onConfirm={() => {
          setAsking(false);
          onClose();
        }}
      />
    </section>
  );
};
