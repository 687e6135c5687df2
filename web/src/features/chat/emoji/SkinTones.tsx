import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { toned, type SkinTone } from './emoji-choices.js';

const HAND = '✋';

/** Goes from one skin tone to the next. */
export const SkinTones = ({ tone, onChoose }: { tone: SkinTone; onChoose: (tone: SkinTone) => void }) => {
  const t = useT();
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={t('chat.skinTone', { number: tone + 1 })}
      onClick={() => onChoose(((tone + 1) % 6) as SkinTone)}
      className="text-xl"
    >
      {toned(HAND, tone)}
    </Button>
  );
};
