import { PlusIcon } from '@radix-ui/react-icons';
import { Button } from './Button.js';

/** What a page of a list is mostly for: one more. */
export const AddButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button variant="primary" onClick={onClick}>
    <PlusIcon aria-hidden />
    {label}
  </Button>
);
