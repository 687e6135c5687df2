import './app/app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followPageChanges } from './app/page-changes.js';
import { createQueryClient } from './app/query-client.js';
import { createPortalRouter } from './app/router.js';
import { leaveWhenSignedOut } from './app/signed-out.js';
import { applyLanguage } from './shared/i18n/language.js';
import { Toasts } from './shared/ui/Toasts.js';
import { TooltipProvider } from './shared/ui/Tooltip.js';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

const queryClient = createQueryClient();
const router = createPortalRouter(queryClient);
followPageChanges(router);
leaveWhenSignedOut(router, queryClient);
// A language whose chunk cannot be loaded leaves the page in English.
await applyLanguage().catch(() => undefined);

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
