import type { ChatMessage, PollState } from '#libs/contracts';
import { PollCard } from '../polls/PollCard.js';
import { useChat, useChatView } from '../use-chat.js';
import { useAttempt } from './use-attempt.js';

interface MessagePollProps {
  poll: PollState;
  message: ChatMessage;
  mayModerate: boolean;
}

export const MessagePoll = ({ poll, message, mayModerate }: MessagePollProps) => {
  const session = useChat();
  const people = useChatView((view) => view.people);
  const attempt = useAttempt();
  const isOwn = message.own === true || message.user_id === session.me;
  return (
    <PollCard
      poll={poll}
      people={people}
      mayClose={isOwn || mayModerate}
      onVote={(index) => attempt(session.votePoll(poll.id, index))}
      onClose={() => attempt(session.closePoll(poll.id))}
    />
  );
};
