import { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { loadDashboard } from '../features/dashboard/load-dashboard.js';
import { findWatchPage } from '../features/streams/find-watch-page.js';
import { ErrorPage } from './ErrorPage.js';
import { chooseEntrance, noticeSession, requireRole, requireSession } from './guard.js';
import { lazyPage } from './lazy-page.js';
import { NotFoundPage } from './NotFoundPage.js';
import { PendingPage } from './PendingPage.js';
import {
  auditSearch,
  chatSearch,
  connectionsSearch,
  loginSearch,
  parseSearch,
  streamSearch,
  stringifySearch,
  terminalSearch,
  watchSearch,
} from './search-params.js';
import { Shell } from './Shell.js';
import type { LabelKey } from '../shared/i18n/catalogue.js';

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
  interface StaticDataRouteOption {
    /** Of the document. */
    title?: LabelKey;
    /** The page fills the window beside the navigation, without margins. */
    isFullWidth?: boolean;
    /** A page of full width that leaves a phone its bottom bar. */
    hasPhoneBar?: boolean;
    /** Also for people who are not signed in. */
    isOpen?: boolean;
  }
}

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  beforeLoad: ({ context }) => chooseEntrance(context.queryClient, '/login'),
  validateSearch: loginSearch,
  staticData: { title: 'auth.signIn' },
  component: lazyPage(() => import('../features/auth/LoginPage.js'), 'LoginPage'),
});
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  staticData: { title: 'auth.registerTitle' },
  component: lazyPage(() => import('../features/auth/RegisterPage.js'), 'RegisterPage'),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: ({ context }) => chooseEntrance(context.queryClient, '/welcome'),
  staticData: { title: 'auth.welcomeTitle' },
  component: lazyPage(() => import('../features/auth/WelcomePage.js'), 'WelcomePage'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: ({ context, location, matches }) =>
    matches.some(({ staticData }) => staticData.isOpen)
      ? noticeSession(context.queryClient)
      : requireSession(context.queryClient, location),
  component: Shell,
});
const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/',
  staticData: { title: 'shell.dashboard' },
  loader: ({ context }) => loadDashboard(context.queryClient),
  component: lazyPage(() => import('../features/dashboard/DashboardPage.js'), 'DashboardPage'),
});
const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  validateSearch: connectionsSearch,
  staticData: { title: 'shell.connections' },
  component: lazyPage(() => import('../features/connections/ConnectionsPage.js'), 'ConnectionsPage'),
});
const terminal = createRoute({
  getParentRoute: () => shell,
  path: '/terminal/connect',
  validateSearch: terminalSearch,
  staticData: { title: 'shell.terminal', isFullWidth: true },
  component: lazyPage(() => import('../features/terminal/TerminalPage.js'), 'TerminalPage'),
});
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/terminal/sessions',
  staticData: { title: 'sessions.title' },
  component: lazyPage(() => import('../features/sessions/SessionsPage.js'), 'SessionsPage'),
});
const chat = createRoute({
  getParentRoute: () => shell,
  path: '/chat',
  validateSearch: chatSearch,
  staticData: { title: 'chat.title', isFullWidth: true },
  component: lazyPage(() => import('../features/chat/ChatPage.js'), 'ChatPage'),
});
// The page stays while its address changes from one room to another.
const chatRooms = [
  createRoute({ getParentRoute: () => chat, path: '/', staticData: { hasPhoneBar: true } }),
  createRoute({ getParentRoute: () => chat, path: '/c/$channel' }),
  createRoute({ getParentRoute: () => chat, path: '/dm/$conversation' }),
] as const;
const streams = createRoute({
  getParentRoute: () => shell,
  path: '/streams',
  staticData: { title: 'streams.title' },
  component: Outlet,
});
const streamPages = [
  createRoute({
    getParentRoute: () => streams,
    path: '/',
    component: lazyPage(() => import('../features/streams/community/CommunityPage.js'), 'CommunityPage'),
  }),
  createRoute({
    getParentRoute: () => streams,
    path: '/mine',
    staticData: { title: 'streams.mine' },
    component: lazyPage(() => import('../features/streams/mine/MyStreamsPage.js'), 'MyStreamsPage'),
  }),
  createRoute({
    getParentRoute: () => streams,
    path: '/mine/$stream',
    validateSearch: streamSearch,
    staticData: { title: 'streams.mine' },
    component: lazyPage(() => import('../features/streams/owner/StreamPage.js'), 'StreamPage'),
  }),
  // Notices name a stream by its id.
  createRoute({
    getParentRoute: () => streams,
    path: '/$stream',
    beforeLoad: ({ params: { stream } }) => findWatchPage(stream),
  }),
] as const;
const watch = createRoute({
  getParentRoute: () => shell,
  path: '/watch/$key',
  validateSearch: watchSearch,
  staticData: { title: 'watch.title', isFullWidth: true, hasPhoneBar: true, isOpen: true },
  component: lazyPage(() => import('../features/watch/WatchPage.js'), 'WatchPage'),
});
const recordings = createRoute({
  getParentRoute: () => shell,
  path: '/recordings',
  staticData: { title: 'recordings.title' },
  component: Outlet,
});
const recordingPages = [
  createRoute({
    getParentRoute: () => recordings,
    path: '/',
    component: lazyPage(() => import('../features/recordings/RecordingsPage.js'), 'RecordingsPage'),
  }),
  createRoute({
    getParentRoute: () => recordings,
    path: '/storage',
    staticData: { title: 'recordings.storageTitle' },
    component: lazyPage(() => import('../features/recordings/StoragePage.js'), 'StoragePage'),
  }),
] as const;
/** Where notices of earlier versions lead. */
const oldStorage = createRoute({
  getParentRoute: () => shell,
  path: '/vods/storage',
  beforeLoad: () => {
    throw redirect({ to: '/recordings/storage', replace: true });
  },
});
const directory = createRoute({
  getParentRoute: () => shell,
  path: '/directory',
  staticData: { title: 'relay.directory', isOpen: true },
  component: lazyPage(() => import('../features/relay/directory/DirectoryPage.js'), 'DirectoryPage'),
});
const publish = createRoute({
  getParentRoute: () => shell,
  path: '/publish',
  staticData: { title: 'relay.publish', isOpen: true },
  component: lazyPage(() => import('../features/relay/publish/PublishPage.js'), 'PublishPage'),
});
const docs = createRoute({
  getParentRoute: () => shell,
  path: '/docs',
  staticData: { title: 'shell.docs' },
  component: lazyPage(() => import('../features/docs/DocsPage.js'), 'DocsPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  staticData: { title: 'shell.settings' },
  component: lazyPage(() => import('../features/settings/SettingsLayout.js'), 'SettingsLayout'),
});
const settingsPages = [
  createRoute({
    getParentRoute: () => settings,
    path: '/profile',
    component: lazyPage(() => import('../features/settings/ProfilePage.js'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/security',
    component: lazyPage(() => import('../features/settings/SecurityPage.js'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/sessions',
    component: lazyPage(() => import('../features/settings/SessionsPage.js'), 'SessionsPage'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/api-keys',
    component: lazyPage(() => import('../features/settings/ApiKeysPage.js'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/ssh-keys',
    component: lazyPage(() => import('../features/settings/SshKeysPage.js'), 'SshKeysPage'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/notifications',
    component: lazyPage(
      () => import('../features/notifications/NotificationSettingsPage.js'),
      'NotificationSettingsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/blocked',
    component: lazyPage(() => import('../features/blocking/BlockedUsersPage.js'), 'BlockedUsersPage'),
  }),
] as const;

const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  beforeLoad: ({ context }) => requireRole(context.queryClient, 'moderator'),
  component: Outlet,
});
const moderatorPages = [
  createRoute({
    getParentRoute: () => admin,
    path: '/moderation',
    staticData: { title: 'moderation.title' },
    component: lazyPage(() => import('../features/moderation/SanctionsPage.js'), 'SanctionsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: '/audit-log',
    validateSearch: auditSearch,
    staticData: { title: 'moderation.audit' },
    component: lazyPage(() => import('../features/moderation/AuditLogPage.js'), 'AuditLogPage'),
  }),
] as const;

const adminOnly = createRoute({
  getParentRoute: () => admin,
  id: 'only',
  beforeLoad: ({ context }) => requireRole(context.queryClient, 'admin'),
  component: Outlet,
});
const adminPages = [
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/users',
    staticData: { title: 'shell.adminUsers' },
    component: lazyPage(() => import('../features/admin/UsersPage.js'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/services',
    staticData: { title: 'shell.adminServices' },
    component: lazyPage(() => import('../features/admin/ServicesPage.js'), 'ServicesPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/invite-code',
    staticData: { title: 'shell.adminInvites' },
    component: lazyPage(() => import('../features/admin/InviteCodePage.js'), 'InviteCodePage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/network',
    staticData: { title: 'shell.adminNetwork' },
    component: lazyPage(() => import('../features/admin/NetworkPolicyPage.js'), 'NetworkPolicyPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/relay',
    staticData: { title: 'relay.title' },
    component: lazyPage(() => import('../features/relay/admin/RelayPage.js'), 'RelayPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/settings',
    staticData: { title: 'shell.adminSettings' },
    component: lazyPage(() => import('../features/admin/SettingsPage.js'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/automod',
    staticData: { title: 'automod.title' },
    component: lazyPage(() => import('../features/moderation/automod/AutomodPage.js'), 'AutomodPage'),
  }),
  createRoute({
    getParentRoute: () => adminOnly,
    path: '/retention',
    staticData: { title: 'retention.title' },
    component: lazyPage(() => import('../features/moderation/retention/RetentionPage.js'), 'RetentionPage'),
  }),
] as const;

const tree = root.addChildren([
  login,
  register,
  welcome,
  shell.addChildren([
    dashboard,
    connections,
    terminal,
    sessions,
    chat.addChildren(chatRooms),
    streams.addChildren(streamPages),
    watch,
    recordings.addChildren(recordingPages),
    oldStorage,
    directory,
    publish,
    docs,
    settings.addChildren(settingsPages),
    admin.addChildren([...moderatorPages, adminOnly.addChildren(adminPages)]),
  ]),
]);

export const createPortalRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 250,
    defaultPendingMinMs: 200,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
