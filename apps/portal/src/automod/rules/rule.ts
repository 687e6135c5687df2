/** A message before it is stored. */
export interface Subject {
  userId: number;
  /** Of the account. */
  createdAt: Date;
  text: string;
  now: Date;
}

/** One rule at work. Answers what of the text broke it, for the log, or undefined. May remember what it has judged. */
export type Judge = (subject: Subject) => string | undefined;

/** A kind of rule: what it can be told, and how it judges. `config` is a DTO class. */
export interface RuleKind<C extends object = object> {
  readonly config: new () => C;
  /** @throws DomainError request.invalid naming `config.…` fields, for what a DTO cannot tell */
  compile(config: C): Judge;
}

export const defineRule = <C extends object>(config: new () => C, compile: (config: C) => Judge): RuleKind<C> => ({
  config,
  compile,
});

/** What the log gets to see of a message at most. */
const MAX_MATCH_CHARS = 100;

export const excerpt = (text: string): string => text.slice(0, MAX_MATCH_CHARS);
