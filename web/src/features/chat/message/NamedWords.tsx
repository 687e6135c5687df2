import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { useMe } from '../../auth/session.js';
import { useChatView } from '../use-chat.js';
import { wordsOf } from './message-words.js';

/** Text with the people and channels it names. */
export const NamedWords = ({ text }: { text: string }) =>
  wordsOf(text).map((word, index) => {
    if (word.kind === 'user') return <UserName key={index} name={word.name} />;
    if (word.kind === 'channel') return <ChannelName key={index} name={word.name} />;
    return word.kind === 'spoiler' ? <Spoiler key={index} text={word.text} /> : word.text;
  });

const chip = 'rounded-sm px-0.5 font-medium';

const UserName = ({ name }: { name: string }) => {
  const { username } = useMe();
  const lower = name.toLowerCase();
  const isMe = username.toLowerCase() === lower;
  return (
    <span className={cx(chip, isMe || lower === 'here' ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-ink')}>
      @{name}
    </span>
  );
};

/** A link if there is such a channel for this reader. */
const ChannelName = ({ name }: { name: string }) => {
  const lower = name.toLowerCase();
  const isKnown = useChatView((view) => view.channels.some((channel) => channel.name === lower));
  if (!isKnown) return `#${name}`;
  return (
    <Link
      to="/chat/c/$channel"
      params={{ channel: lower }}
      search={{}}
      className={cx(chip, 'bg-accent-soft text-accent-ink hover:underline')}
    >
      #{name}
    </Link>
  );
};

const Spoiler = ({ text }: { text: string }) => {
  const t = useT();
  const [isShown, setShown] = useState(false);
  return (
    <button
      type="button"
      aria-label={isShown ? undefined : t('chat.spoiler')}
      aria-expanded={isShown}
      onClick={() => setShown(!isShown)}
      className={cx('rounded-sm px-1', isShown ? 'bg-sunken' : 'bg-line-strong text-transparent select-none')}
    >
      {isShown ? text : <span aria-hidden>{text}</span>}
    </button>
  );
};
