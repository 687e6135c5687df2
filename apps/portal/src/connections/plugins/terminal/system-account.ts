import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { DomainError } from '#libs/contracts';

export interface SystemAccount {
  name: string;
  uid: number;
  gid: number;
  home: string;
}

/**
 * The account local shells run as. Root only when it is named: an alias with user id 0 is refused.
 * @throws DomainError target.refused
 */
export const requireAccount = async (name: string): Promise<SystemAccount> => {
  const account = parsePasswd(await readFile('/etc/passwd', 'utf8')).find((entry) => entry.name === name);
  if (!account) throw refused(`There is no system account ${name}.`);
  if (account.uid === 0 && name !== 'root') throw refused(`${name} is root under another name.`);
  const own = os.userInfo().uid;
  if (own !== 0 && own !== account.uid) throw refused(`Only root can open a shell as ${name}.`);
  return account;
};

/** passwd(5): name, password, user id, group id, comment, home, shell. */
export const parsePasswd = (text: string): SystemAccount[] =>
  text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length === 7)
    .map(([name, , uid, gid, , home]) => ({ name: name!, uid: Number(uid), gid: Number(gid), home: home! }));

const refused = (text: string): DomainError => new DomainError('target.refused', { text });
