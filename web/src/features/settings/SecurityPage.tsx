import { useMe } from '../auth/session.js';
import { PasskeysCard } from './PasskeysCard.js';
import { PasswordCard } from './PasswordCard.js';
import { TwoFactorCard } from './TwoFactorCard.js';

export const SecurityPage = () => {
  const me = useMe();
  return (
    <div className="grid max-w-3xl gap-6">
      <PasswordCard me={me} />
      <TwoFactorCard />
      <PasskeysCard />
    </div>
  );
};
