import { LockClosedIcon } from '@radix-ui/react-icons';
import type { ApiError } from '../../../shared/api/api-error.js';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';

export const RefusedRoom = ({ code }: { code: ApiError['code'] }) => {
  const t = useT();
  return (
    <div role="alert" className="grid grow place-items-center">
      <EmptyState icon={<LockClosedIcon />} title={t('chat.bannedTitle')}>
        {codeText(code, t)}
      </EmptyState>
    </div>
  );
};
