import { FaceIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { Button } from '../../../shared/ui/Button.js';
import { Popover } from '../../../shared/ui/Popover.js';
import { EmojiPicker } from './EmojiPicker.js';

interface EmojiButtonProps {
  label: string;
  size?: 'sm' | 'md';
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
}

export const EmojiButton = ({ label, size = 'md', onPick, onOpenChange }: EmojiButtonProps) => {
  const [isOpen, setOpen] = useState(false);
  const change = (open: boolean) => {
    setOpen(open);
    onOpenChange?.(open);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={change}
      label={label}
      side="top"
      className="w-80"
      trigger={
        <Button
          variant="ghost"
          size={size === 'sm' ? 'icon-sm' : 'icon'}
          aria-label={label}
          className={size === 'sm' ? 'h-6.5 w-8' : undefined}
        >
          <FaceIcon aria-hidden />
        </Button>
      }
    >
      <EmojiPicker
        onPick={(emoji) => {
          change(false);
          onPick(emoji);
        }}
      />
    </Popover>
  );
};
