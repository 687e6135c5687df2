import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It stands for the whole page, so its title is the page's. */
  isPage?: boolean;
}

export const EmptyState = ({ icon, title, children, action, isPage }: EmptyStateProps) => (
  <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-10 text-center">
    {icon && (
      <div
        aria-hidden
        className="mb-1 grid size-11 place-items-center rounded-lg border border-line bg-canvas text-ink-3 [&_svg]:size-5"
      >
        {icon}
      </div>
    )}
    {isPage ? <h1 className="font-medium">{title}</h1> : <p className="font-medium">{title}</p>}
    {children && <p className="text-base text-pretty text-ink-2">{children}</p>}
    {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);
