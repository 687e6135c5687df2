import type { PollState } from '#libs/contracts';

/** After this person voted for an option. Who voted for what, where it is open, knows better. */
export const withOwnVote = (poll: PollState, optionIndex: number): PollState => {
  if (poll.voters) return poll;
  const own = poll.own_votes ?? [];
  const others = own.filter((index) => index !== optionIndex);
  const isTakenBack = others.length < own.length;
  if (isTakenBack) return { ...poll, own_votes: others };
  return { ...poll, own_votes: poll.allow_multiple ? [...others, optionIndex] : [optionIndex] };
};

/** A new tally of the same poll. */
export const withTally = (
  poll: PollState,
  { votes, total_votes, voters, own_votes }: Pick<PollState, 'votes' | 'total_votes' | 'voters' | 'own_votes'>,
  me: number,
): PollState => {
  const chosen =
    voters &&
    Object.keys(voters)
      .map(Number)
      .filter((index) => voters[index]?.includes(me));
  const own = own_votes ?? chosen ?? poll.own_votes;
  return { ...poll, votes, total_votes, ...(voters && { voters }), ...(own && { own_votes: own }) };
};
