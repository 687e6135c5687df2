import { PlusIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';

/** To the form, from other pages than its own. */
export const NewConnectionLink = () => {
  const t = useT();
  return (
    <Button asChild variant="primary">
      <Link to="/connections" search={{ edit: 'new' }}>
        <PlusIcon aria-hidden />
        {t('connections.add')}
      </Link>
    </Button>
  );
};
