import { VideoIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';

export const NoStreams = () => {
  const t = useT();
  return (
    <Card>
      <EmptyState
        icon={<VideoIcon />}
        title={t('streams.nobodyTitle')}
        action={
          <Button variant="primary" asChild>
            <Link to="/streams/mine">{t('streams.mine')}</Link>
          </Button>
        }
      >
        {t('streams.nobodyText')}
      </EmptyState>
    </Card>
  );
};
