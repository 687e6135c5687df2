/** Words people build passwords from, lower case; what leaked lists of the commonest passwords have in common. */
const WORDS = `
password passwort passw0rd motdepasse contrasena senha parola salasana haslo wachtwoord admin administrator root user
login welcome willkommen bienvenue letmein changeme secret default guest test testing master access system server
portal relay qwerty qwertz azerty asdfgh zxcvbn iloveyou iloveu loveyou lovely love sweetheart darling babygirl baby
princess queen king prince angel heaven hello bonjour hallo sunshine summer winter spring autumn monday tuesday
wednesday thursday friday saturday sunday january february march april june july august september october november
december football baseball basketball soccer hockey tennis golf champion liverpool arsenal chelsea barcelona madrid
juventus dallas yankees lakers eagles cowboys steelers tigers falcons superman batman spiderman ironman pokemon
pikachu naruto minecraft fortnite starwars jedi matrix gandalf harley mustang ferrari porsche corvette mercedes
yamaha honda toyota michael jennifer jessica ashley michelle nicole daniel andrew joshua matthew anthony jordan
thomas robert william charlie george hunter amanda samantha melissa elizabeth christian alexander alexandra maria
sophie andrea patrick dragon monkey tiger lion eagle dolphin butterfly flower rainbow chocolate cookie cheese banana
orange apple cherry pepper ginger purple yellow silver golden diamond shadow phoenix thunder lightning killer ninja
pirate warrior soldier ranger maverick computer internet google facebook twitter instagram youtube samsung microsoft
windows linux ubuntu android iphone family mother father mommy daddy brother sister friend forever freedom whatever
nothing everything trustno trustnoone abcdef abcabc number nintendo playstation metallica nirvana slipknot blink
cookies snoopy mickey donald peanut buster bailey maggie buddy rocky lucky ginger bandit jackson johnson williams
america canada london paris berlin moscow texas florida california australia germany brasil mexico india china
`
  .trim()
  .split(/\s+/);

/** What is put behind such a word. */
const ENDINGS = `
 0 1 2 3 4 5 6 7 8 9 00 01 02 07 10 11 12 13 20 21 22 23 24 25 26 33 44 55 66 69 77 88 99 000 007 100 101 111 112 121 123
 222 321 333 420 555 666 777 888 911 999 1111 1122 1212 1234 1313 2000 2010 2012 2015 2016 2017 2018 2019 2020 2021 2022
 2023 2024 2025 2026 2027 4321 6969 9999 12345 54321 123123 123456 654321 1234567 12345678 123456789 1234567890
 a abc abcd q qwe qwerty x xx xxx xyz me my you man boy girl
`
  .trim()
  .split(/\s+/);

/** Rows of keyboards and of the alphabet: any run of eight or more along one of them, either way, is a walk. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '012345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1a2b3c4d5e6f7g8h9i',
  'a1b2c3d4e5f6g7h8i9',
  '147258369',
  '741852963',
];

const MIN_CHARS = 8;

const LETTER_OF: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The list itself: each word alone, doubled and with each ending, where that is long enough to be a password here. */
export const commonPasswords = (): Set<string> =>
  new Set(
    WORDS.flatMap((word) => [word, word + word, ...ENDINGS.map((ending) => word + ending)]).filter(
      (password) => password.length >= MIN_CHARS,
    ),
  );

let known: Set<string> | undefined;

/** Whether it is among the first guesses: on the list (case, `p@ssw0rd` spelling and closing punctuation aside), a keyboard walk, or a short repetition. */
export const isCommonPassword = (password: string): boolean => {
  known ??= commonPasswords();
  const plain = password.toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{N}]+$/u, '');
  const variants = [plain, bare, spelledOut(bare), bare.replace(/^\D+/, spelledOut)];
  return variants.some((variant) => known!.has(variant)) || isWalk(bare) || isRepetition(bare);
};

const spelledOut = (text: string): string => text.replace(/[013457@$!]/g, (sign) => LETTER_OF[sign]!);

const isWalk = (text: string): boolean =>
  ROWS.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));

/** `aaaaaaaa`, `12121212`, `abcdabcd`. */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+$/u.test(text);
