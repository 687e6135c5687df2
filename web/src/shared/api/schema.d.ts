// Generated from docs/api/openapi.json by npm run gen.
export interface paths {
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get settings
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminSettings_get"];
        /**
         * Update settings
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        put: operations["AdminSettings_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminUsers_list"];
        put?: never;
        /**
         * Create user
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["AdminUsers_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get user
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminUsers_get"];
        /**
         * Update user
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        put: operations["AdminUsers_update"];
        post?: never;
        /**
         * Delete user
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        delete: operations["AdminUsers_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset password
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["AdminUsers_resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/2fa/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset two factor
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["AdminUsers_resetTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invite-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get invite code
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["InviteCode_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invite-code/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate invite code
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["InviteCode_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Needs no credential.
         */
        post: operations["Token_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Needs no credential.
         */
        post: operations["Token_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description Needs the scope `me:read`.
         */
        get: operations["Token_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke token
         * @description Needs the scope `me:write`.
         */
        post: operations["Token_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue ticket
         * @description Needs any credential.
         */
        post: operations["Token_issueTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change password
         * @description Needs a signed-in session.
         */
        post: operations["Password_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Needs the scope `me:read`.
         */
        get: operations["ApiKeys_list"];
        put?: never;
        /**
         * Create API key
         * @description Needs the scope `me:write`.
         */
        post: operations["ApiKeys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke API key
         * @description Needs the scope `me:write`.
         */
        post: operations["ApiKeys_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete API key
         * @description Needs the scope `me:write`.
         */
        delete: operations["ApiKeys_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/2fa/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 2FA status
         * @description Needs the scope `me:read`.
         */
        get: operations["TwoFactor_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/2fa/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Setup 2FA
         * @description Needs a signed-in session.
         */
        post: operations["TwoFactor_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/2fa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify 2FA
         * @description Needs a signed-in session.
         */
        post: operations["TwoFactor_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/2fa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable 2FA
         * @description Needs a signed-in session.
         */
        post: operations["TwoFactor_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/2fa/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew backup codes
         * @description Needs a signed-in session.
         */
        post: operations["TwoFactor_renewBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read options
         * @description Needs no credential.
         */
        get: operations["Registration_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Needs no credential.
         */
        post: operations["Registration_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up
         * @description Needs no credential.
         */
        post: operations["Registration_setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List passkeys
         * @description Needs the scope `me:read`.
         */
        get: operations["Passkeys_list"];
        put?: never;
        /**
         * Register passkeys
         * @description Needs a signed-in session.
         */
        post: operations["Passkeys_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Options passkey
         * @description Needs a signed-in session.
         */
        post: operations["Passkeys_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename passkey
         * @description Needs a signed-in session.
         */
        put: operations["Passkeys_rename"];
        post?: never;
        /**
         * Delete passkey
         * @description Needs a signed-in session.
         */
        delete: operations["Passkeys_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Options passkey
         * @description Needs no credential.
         */
        post: operations["PasskeySignIn_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify passkey
         * @description Needs no credential.
         */
        post: operations["PasskeySignIn_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/oidc/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OIDC login
         * @description Needs no credential.
         */
        get: operations["Oidc_login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OIDC callback
         * @description Needs no credential.
         */
        get: operations["Oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List identities
         * @description Needs the scope `me:read`.
         */
        get: operations["Identities_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/identities/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link OIDC
         * @description Needs a signed-in session.
         */
        post: operations["Identities_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unlink identity
         * @description Needs a signed-in session.
         */
        delete: operations["Identities_unlink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get me
         * @description Needs the scope `me:read`.
         */
        get: operations["Me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set status
         * @description Needs the scope `me:write`.
         */
        put: operations["Me_setStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/nickname": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set nickname
         * @description Needs the scope `me:write`.
         */
        put: operations["Me_setNickname"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set avatar
         * @description Needs the scope `me:write`.
         */
        put: operations["Me_setAvatar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/anonymous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set anonymous
         * @description Needs the scope `me:write`.
         */
        put: operations["Me_setAnonymous"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ssh-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List SSH keys
         * @description Needs the scope `me:read`.
         */
        get: operations["SshKeys_list"];
        put?: never;
        /**
         * Create SSH key
         * @description Needs the scope `me:write`.
         */
        post: operations["SshKeys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ssh-keys/authorized": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * SSH key authorized
         * @description Needs the scope `me:read`.
         */
        get: operations["SshKeys_authorized"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ssh-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get SSH key
         * @description Needs the scope `me:read`.
         */
        get: operations["SshKeys_get"];
        put?: never;
        post?: never;
        /**
         * Delete SSH key
         * @description Needs the scope `me:write`.
         */
        delete: operations["SshKeys_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stats/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read public
         * @description Needs any credential.
         */
        get: operations["Stats_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import connection
         * @description Needs the scope `connections:write`.
         */
        post: operations["ConnectionImport_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connection types
         * @description Needs the scope `connections:read`.
         */
        get: operations["Connections_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connections
         * @description Needs the scope `connections:read`.
         */
        get: operations["Connections_list"];
        put?: never;
        /**
         * Create connection
         * @description Needs the scope `connections:write`.
         */
        post: operations["Connections_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get connection
         * @description Needs the scope `connections:read`.
         */
        get: operations["Connections_get"];
        /**
         * Update connection
         * @description Needs the scope `connections:write`.
         */
        put: operations["Connections_update"];
        post?: never;
        /**
         * Delete connection
         * @description Needs the scope `connections:write`.
         */
        delete: operations["Connections_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Toggle pin
         * @description Needs the scope `connections:write`.
         */
        post: operations["Connections_togglePin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate connection
         * @description Needs the scope `connections:write`.
         */
        post: operations["Connections_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Launch info
         * @description Needs the scope `connections:read`.
         */
        get: operations["Connections_launchInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connection health
         * @description Needs the scope `connections:read`.
         */
        get: operations["Connections_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/host-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get host key
         * @description Needs the scope `connections:read`.
         */
        get: operations["HostKeys_get"];
        put?: never;
        /**
         * Trust host key
         * @description Needs the scope `connections:write`.
         */
        post: operations["HostKeys_trust"];
        /**
         * Forget host key
         * @description Needs the scope `connections:write`.
         */
        delete: operations["HostKeys_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List services
         * @description Needs any credential.
         */
        get: operations["Services_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get service
         * @description Needs any credential.
         */
        get: operations["Services_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/services/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Service health
         * @description Needs any credential.
         */
        get: operations["Services_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/services/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Service types
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminServices_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List services
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminServices_list"];
        put?: never;
        /**
         * Create service
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["AdminServices_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get service
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminServices_get"];
        /**
         * Update service
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        put: operations["AdminServices_update"];
        post?: never;
        /**
         * Delete service
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        delete: operations["AdminServices_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/services/{id}/host-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Host key
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminServices_hostKey"];
        put?: never;
        /**
         * Trust host key
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["AdminServices_trustHostKey"];
        /**
         * Forget host key
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        delete: operations["AdminServices_forgetHostKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Needs the scope `connections:read`.
         */
        get: operations["Sessions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Session recent
         * @description Needs the scope `connections:read`.
         */
        get: operations["Sessions_recent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Close session
         * @description Needs the scope `connections:write`.
         */
        delete: operations["Sessions_close"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit log
         * @description Needs the scope `admin:read` and the role `moderator`.
         */
        get: operations["Audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Chat search
         * @description Needs the scope `chat:read`.
         */
        get: operations["Search_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List channels
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["AdminChannels_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change channel
         * @description Needs the scope `chat:write`.
         */
        put: operations["AdminChannels_change"];
        post?: never;
        /**
         * Delete channel
         * @description Needs the scope `chat:write`.
         */
        delete: operations["AdminChannels_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List channels
         * @description Needs the scope `chat:read`.
         */
        get: operations["Channels_list"];
        put?: never;
        /**
         * Create channel
         * @description Needs the scope `chat:write`.
         */
        post: operations["Channels_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search users
         * @description Needs the scope `chat:read`.
         */
        get: operations["Channels_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/channels/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description Needs the scope `chat:read`.
         */
        get: operations["Channels_listMembers"];
        put?: never;
        /**
         * Add member
         * @description Needs the scope `chat:write`.
         */
        post: operations["Channels_addMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/channels/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set role
         * @description Needs the scope `chat:write`.
         */
        put: operations["Channels_setRole"];
        post?: never;
        /**
         * Delete member
         * @description Needs the scope `chat:write`.
         */
        delete: operations["Channels_removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/thread/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get thread
         * @description Needs the scope `chat:read`.
         */
        get: operations["Threads_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/discovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List discovery
         * @description Needs no credential.
         */
        get: operations["Discovery_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/discovery/announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce discovery
         * @description Needs no credential.
         */
        post: operations["Discovery_announce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/hop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add hop
         * @description Needs no credential.
         */
        post: operations["Discovery_addHop"];
        /**
         * Delete hop
         * @description Needs no credential.
         */
        delete: operations["Discovery_removeHop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description Needs the scope `dm:read`.
         */
        get: operations["Conversations_list"];
        put?: never;
        /**
         * Create conversation
         * @description Needs the scope `dm:write`.
         */
        post: operations["Conversations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get conversation
         * @description Needs the scope `dm:read`.
         */
        get: operations["Conversations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversation messages
         * @description Needs the scope `dm:read`.
         */
        get: operations["Conversations_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute conversation
         * @description Needs the scope `dm:write`.
         */
        post: operations["Conversations_mute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave conversation
         * @description Needs the scope `dm:write`.
         */
        post: operations["Conversations_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dm/conversations/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add participants
         * @description Needs the scope `dm:write`.
         */
        post: operations["Conversations_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voice/ice-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ice servers
         * @description Needs the scope `chat:read`.
         */
        get: operations["Voice_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List moderation
         * @description Needs the scope `admin:read` and the role `moderator`.
         */
        get: operations["Moderation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/timeout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Timeout moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_timeout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_mute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ban moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_ban"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/untimeout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Untimeout moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_untimeout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/unmute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unmute moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_unmute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation/unban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unban moderation
         * @description Needs the scope `admin:write` and the role `moderator`.
         */
        post: operations["Moderation_unban"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/automod/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Automod kinds
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["Automod_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/automod/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rules
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["Automod_list"];
        put?: never;
        /**
         * Create rule
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["Automod_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/automod/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get rule
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["Automod_get"];
        /**
         * Update rule
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        put: operations["Automod_update"];
        post?: never;
        /**
         * Delete rule
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        delete: operations["Automod_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/automod/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test automod
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        post: operations["Automod_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List blocked
         * @description Needs the scope `chat:read`.
         */
        get: operations["Blocking_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block user
         * @description Needs the scope `chat:write`.
         */
        post: operations["Blocking_block"];
        /**
         * Unblock block
         * @description Needs the scope `chat:write`.
         */
        delete: operations["Blocking_unblock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get retention
         * @description Needs the scope `admin:read` and the role `admin`.
         */
        get: operations["Retention_get"];
        /**
         * Update retention
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        put: operations["Retention_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run retention
         * @description Needs the scope `admin:write` and the role `admin`.
         */
        post: operations["Retention_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload chat
         * @description Needs the scope `chat:write`.
         */
        post: operations["ChatUploads_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/static/uploads/chat/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Image chat
         * @description Needs no credential.
         */
        get: operations["ChatUploads_image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications
         * @description Needs the scope `me:read`.
         */
        get: operations["Notifications_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read all
         * @description Needs the scope `me:write`.
         */
        post: operations["Notifications_readAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read notification
         * @description Needs the scope `me:write`.
         */
        post: operations["Notifications_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete notification
         * @description Needs the scope `me:write`.
         */
        delete: operations["Notifications_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/push/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public key
         * @description Needs the scope `me:read`.
         */
        get: operations["Push_publicKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/push/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscribe subscriptions
         * @description Needs the scope `me:write`.
         */
        post: operations["Push_subscribe"];
        /**
         * Unsubscribe subscriptions
         * @description Needs the scope `me:write`.
         */
        delete: operations["Push_unsubscribe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/link-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get link preview
         * @description Needs the scope `chat:read`.
         */
        get: operations["LinkPreviews_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/static/previews/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Thumbnail preview
         * @description Needs no credential.
         */
        get: operations["LinkPreviews_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status stream
         * @description Needs no credential.
         */
        get: operations["Playback_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}/hls/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream hls
         * @description Needs no credential.
         */
        get: operations["Playback_hls"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * Preflight hl
         * @description Needs no credential.
         */
        options: operations["Playback_preflight"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/relay-platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Platforms relay platforms
         * @description Needs the scope `streams:read`.
         */
        get: operations["Relays_platforms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/relays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List relays
         * @description Needs the scope `streams:read`.
         */
        get: operations["Relays_list"];
        put?: never;
        /**
         * Add relays
         * @description Needs the scope `streams:write`.
         */
        post: operations["Relays_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/relays/{relay_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change relay
         * @description Needs the scope `streams:write`.
         */
        put: operations["Relays_change"];
        post?: never;
        /**
         * Delete relay
         * @description Needs the scope `streams:write`.
         */
        delete: operations["Relays_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create share
         * @description Needs the scope `streams:write`.
         */
        post: operations["Shares_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List shares
         * @description Needs the scope `streams:read`.
         */
        get: operations["Shares_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke share
         * @description Needs the scope `streams:write`.
         */
        delete: operations["Shares_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List bans
         * @description Needs the scope `streams:read`.
         */
        get: operations["StreamBans_list"];
        put?: never;
        /**
         * Add bans
         * @description Needs the scope `streams:write`.
         */
        post: operations["StreamBans_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/bans/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete ban
         * @description Needs the scope `streams:write`.
         */
        delete: operations["StreamBans_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List streams
         * @description Needs the scope `streams:read`.
         */
        get: operations["Streams_list"];
        put?: never;
        /**
         * Create stream
         * @description Needs the scope `streams:write`.
         */
        post: operations["Streams_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List public
         * @description Needs the scope `streams:read`.
         */
        get: operations["Streams_listPublic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open
         * @description Needs the scope `streams:read`.
         */
        get: operations["Streams_listOpen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get stream
         * @description Needs the scope `streams:read`.
         */
        get: operations["Streams_get"];
        /**
         * Change stream
         * @description Needs the scope `streams:write`.
         */
        put: operations["Streams_change"];
        post?: never;
        /**
         * Delete stream
         * @description Needs the scope `streams:write`.
         */
        delete: operations["Streams_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/regenerate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace key
         * @description Needs the scope `streams:write`.
         */
        post: operations["Streams_replaceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/rtmp-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rtmp token
         * @description Needs the scope `streams:write`.
         */
        post: operations["Streams_rtmpToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose thumbnail
         * @description Needs the scope `streams:write`.
         */
        post: operations["Thumbnails_choose"];
        /**
         * Delete thumbnail
         * @description Needs the scope `streams:write`.
         */
        delete: operations["Thumbnails_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read thumbnail
         * @description Needs no credential.
         */
        get: operations["Thumbnails_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}/webrtc/whip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish whip
         * @description Needs no credential.
         */
        post: operations["WebRtc_publish"];
        delete?: never;
        /**
         * Preflight whip
         * @description Needs no credential.
         */
        options: operations["WebRtc_preflight[0]"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}/webrtc/whep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play whep
         * @description Needs no credential.
         */
        post: operations["WebRtc_play"];
        delete?: never;
        /**
         * Preflight whep
         * @description Needs no credential.
         */
        options: operations["WebRtc_preflight[1]"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/{key}/webrtc/whip/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End whip
         * @description Needs no credential.
         */
        delete: operations["WebRtc_end[0]"];
        /**
         * Preflight whip
         * @description Needs no credential.
         */
        options: operations["WebRtc_preflight[2]"];
        head?: never;
        /**
         * Add candidates
         * @description Needs no credential.
         */
        patch: operations["WebRtc_addCandidates[0]"];
        trace?: never;
    };
    "/api/stream/{key}/webrtc/whep/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End whep
         * @description Needs no credential.
         */
        delete: operations["WebRtc_end[1]"];
        /**
         * Preflight whep
         * @description Needs no credential.
         */
        options: operations["WebRtc_preflight[3]"];
        head?: never;
        /**
         * Add candidates
         * @description Needs no credential.
         */
        patch: operations["WebRtc_addCandidates[1]"];
        trace?: never;
    };
    "/api/vods/clips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List clips
         * @description Needs the scope `vods:read`.
         */
        get: operations["Clips_list"];
        put?: never;
        /**
         * Make clips
         * @description Needs the scope `vods:write`.
         */
        post: operations["Clips_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/clips/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get clip
         * @description Needs the scope `vods:read`.
         */
        get: operations["Clips_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vod list
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodFiles_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vod read
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodFiles_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vod download
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodFiles_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/mkdir": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make folder
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodFiles_makeFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload vod
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodFiles_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write vod
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodFiles_write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename vod
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodFiles_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sftp/vod/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete delete
         * @description Needs the scope `vods:write`.
         */
        delete: operations["VodFiles_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodPlayback_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/play/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vod play
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodPlayback_play"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get storage
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodStorage_get"];
        put?: never;
        /**
         * Save storage
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodStorage_save"];
        /**
         * Delete storage
         * @description Needs the scope `vods:write`.
         */
        delete: operations["VodStorage_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/storage/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test storage
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodStorage_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/storage/host-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Host key
         * @description Needs the scope `vods:read`.
         */
        get: operations["VodStorage_hostKey"];
        put?: never;
        /**
         * Trust host key
         * @description Needs the scope `vods:write`.
         */
        post: operations["VodStorage_trustHostKey"];
        /**
         * Forget host key
         * @description Needs the scope `vods:write`.
         */
        delete: operations["VodStorage_forgetHostKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List vods
         * @description Needs the scope `vods:read`.
         */
        get: operations["Vods_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/download/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vod download
         * @description Needs the scope `vods:read`.
         */
        get: operations["Vods_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/download-archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive download archive
         * @description Needs the scope `vods:read`.
         */
        post: operations["Vods_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vods/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete vod
         * @description Needs the scope `vods:write`.
         */
        delete: operations["Vods_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login auth
         * @description Needs no credential.
         */
        post: operations["RelayAdmins_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/auth/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Auth status
         * @description Needs no credential.
         */
        get: operations["RelayAdmins_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout auth
         * @description Needs no credential.
         */
        post: operations["RelayAdmins_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get policy
         * @description Needs no credential.
         */
        get: operations["Policy_get"];
        put?: never;
        /**
         * Replace policy
         * @description Needs no credential.
         */
        post: operations["Policy_replace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide leases
         * @description Needs no credential.
         */
        post: operations["Policy_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy/ips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide ip
         * @description Needs no credential.
         */
        post: operations["Policy_decideIp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health healthz
         * @description Needs no credential.
         */
        get: operations["State_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State
         * @description Needs no credential.
         */
        get: operations["State_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Policy state
         * @description Needs no credential.
         */
        get: operations["State_policyState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ui state
         * @description Needs no credential.
         */
        get: operations["Ui_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/service/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Service status
         * @description Needs no credential.
         */
        get: operations["Ui_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get policy
         * @description Needs no credential.
         */
        get: operations["UiPolicy_get"];
        put?: never;
        /**
         * Amend policy
         * @description Needs no credential.
         */
        post: operations["UiPolicy_amend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/policy/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Policy state
         * @description Needs no credential.
         */
        get: operations["UiPolicy_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/policy/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide leases
         * @description Needs no credential.
         */
        post: operations["UiPolicy_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/policy/ips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide ip
         * @description Needs no credential.
         */
        post: operations["UiPolicy_decideIp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ui/thumbnail/{hostname}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picture thumbnail
         * @description Needs no credential.
         */
        get: operations["Thumbnails_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/install.sh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shell install.sh
         * @description Needs no credential.
         */
        get: operations["Install_shell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/install.ps1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Power shell
         * @description Needs no credential.
         */
        get: operations["Install_powerShell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/install/bin/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Program bin
         * @description Needs no credential.
         */
        get: operations["Install_program"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/domain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe relay
         * @description Needs no credential.
         */
        get: operations["SdkLease_describeRelay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sdk connect
         * @description Needs no credential.
         */
        get: operations["SdkLease_connect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/register/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue challenge
         * @description Needs no credential.
         */
        post: operations["SdkLease_issueChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register lease
         * @description Needs no credential.
         */
        post: operations["SdkLease_registerLease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew lease
         * @description Needs no credential.
         */
        post: operations["SdkLease_renewLease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sdk/unregister": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unregister lease
         * @description Needs no credential.
         */
        post: operations["SdkLease_unregisterLease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/x402/supported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * X402 supported
         * @description Needs no credential.
         */
        get: operations["X402_supported"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/x402/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify x402
         * @description Needs no credential.
         */
        post: operations["X402_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/x402/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle x402
         * @description Needs no credential.
         */
        post: operations["X402_settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        NetworkSettings: {
            /** @description Connections of users may reach private networks (RFC 1918, unique local, carrier-grade NAT). */
            connections_private: boolean;
            /** @description Services defined by administrators may reach private networks. */
            services_private: boolean;
            /** @description The embedded browser may reach private networks. */
            browser_private: boolean;
            /** @description Webhooks, storage, previews and sign-in providers may be in private networks. */
            outbound_private: boolean;
            /** @description Addresses or CIDR ranges that are allowed whatever the switches say. */
            allow: string[];
            /** @description Addresses or CIDR ranges that are refused whatever else says. */
            deny: string[];
        };
        SessionSettings: {
            /** @description Remote sessions one user may have open. */
            max_per_user: number;
            /** @description Minutes without input or output after which a remote session ends; 0 never. */
            idle_minutes: number;
        };
        RetentionSettings: {
            /** @description Days messages of channels are kept; 0 for ever. */
            chat: number;
            /** @description Days direct messages are kept; 0 for ever. */
            dm: number;
            /** @description Days notifications are kept; 0 for ever. */
            notifications: number;
            /** @description Days entries of the audit log are kept; 0 for ever. */
            audit: number;
            /** @description Days ended remote sessions are kept; 0 for ever. */
            activity: number;
        };
        StreamSettings: {
            /** @description Whether public streams play only for whoever is signed in, or has a link. */
            watching_needs_sign_in: boolean;
        };
        PortalSettings: {
            /** @description Whether new accounts can be registered with the invite code. */
            registration_open: boolean;
            network: components["schemas"]["NetworkSettings"];
            sessions: components["schemas"]["SessionSettings"];
            retention: components["schemas"]["RetentionSettings"];
            streams: components["schemas"]["StreamSettings"];
        };
        NetworkChanges: {
            /** @description Connections of users may reach private networks (RFC 1918, unique local, carrier-grade NAT). */
            connections_private?: boolean;
            /** @description Services defined by administrators may reach private networks. */
            services_private?: boolean;
            /** @description The embedded browser may reach private networks. */
            browser_private?: boolean;
            /** @description Webhooks, storage, previews and sign-in providers may be in private networks. */
            outbound_private?: boolean;
            /** @description Addresses or CIDR ranges that are allowed whatever the switches say. */
            allow?: string[];
            /** @description Addresses or CIDR ranges that are refused whatever else says. */
            deny?: string[];
        };
        SessionChanges: {
            /** @description Remote sessions one user may have open. */
            max_per_user?: number;
            /** @description Minutes without input or output after which a remote session ends; 0 never. */
            idle_minutes?: number;
        };
        RetentionChanges$1: {
            /** @description Days messages of channels are kept; 0 for ever. */
            chat?: number;
            /** @description Days direct messages are kept; 0 for ever. */
            dm?: number;
            /** @description Days notifications are kept; 0 for ever. */
            notifications?: number;
            /** @description Days entries of the audit log are kept; 0 for ever. */
            audit?: number;
            /** @description Days ended remote sessions are kept; 0 for ever. */
            activity?: number;
        };
        StreamsChanges: {
            /** @description Whether public streams play only for whoever is signed in, or has a link. */
            watching_needs_sign_in?: boolean;
        };
        SettingsChanges: {
            /** @description Whether new accounts can be registered with the invite code. */
            registration_open?: boolean;
            network?: components["schemas"]["NetworkChanges"];
            sessions?: components["schemas"]["SessionChanges"];
            retention?: components["schemas"]["RetentionChanges$1"];
            streams?: components["schemas"]["StreamsChanges"];
        };
        AdminUserReply: {
            id: number;
            username: string;
            nickname: string | null;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            is_admin: boolean;
            /**
             * @description What the account may open: access:*, access:<plugin>, access:<service id>; comma-separated, or empty.
             * @example access:*
             */
            scopes: string;
            disabled: boolean;
            totp_enabled: boolean;
            has_password: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_seen_at: string | null;
        };
        AdminUserListReply: {
            users: components["schemas"]["AdminUserReply"][];
            /** @description All that match, on this page or not. */
            total: number;
            limit: number;
            offset: number;
        };
        CreateUser: {
            /** @example ada */
            username: string;
            password: string;
            /**
             * @default user
             * @enum {string}
             */
            role: "user" | "moderator" | "admin";
            /**
             * @description What the account may open: access:*, access:<plugin>, access:<service id>; comma-separated, or empty.
             * @example access:*
             */
            scopes?: string;
        };
        UpdateUser: {
            /** @enum {string} */
            role?: "user" | "moderator" | "admin";
            /** @description A disabled account cannot sign in; what it has open ends. */
            disabled?: boolean;
            /**
             * @description What the account may open: access:*, access:<plugin>, access:<service id>; comma-separated, or empty.
             * @example access:*
             */
            scopes?: string;
        };
        ResetPassword: {
            password: string;
        };
        Success: {
            /** @example true */
            success: boolean;
        };
        InviteCodeReply: {
            /** @description The day's code. */
            code: string;
            /**
             * Format: date-time
             * @description When the next code takes over; this one stays good for one hour more.
             */
            valid_until: string;
            registration_open: boolean;
        };
        SignInBody: {
            username: string;
            password: string;
            /** @description 6-digit 2FA code, or a backup code. */
            totp_code?: string | null;
        };
        SignedInUser: {
            id: number;
            username: string;
            is_admin: boolean;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
        };
        SignInReply: {
            /** @description JWT; also set as the cookie portal_session. */
            token: string;
            /** Format: date-time */
            expires_at: string;
            user: components["schemas"]["SignedInUser"];
        };
        TokenReply: {
            id: string;
            /** @description The same as id: what /api/token/revoke takes. */
            token_id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            ip: string;
            user_agent: string;
            /** @description password, passkey, oidc or setup. */
            method: string;
            /** @description Whether this request came with it. */
            current: boolean;
        };
        TokenListReply: {
            tokens: components["schemas"]["TokenReply"][];
        };
        RevokeTokenBody: {
            token_id: string;
        };
        WsTicketReply: {
            /** @description Goes into ?ticket= of a WebSocket address. */
            ticket: string;
            /** @description Seconds. */
            expires_in: number;
        };
        ChangePasswordBody: {
            current_password: string;
            new_password: string;
        };
        CreateApiKey: {
            name: string;
            /**
             * @description Comma-separated: *, access:*, access:<plugin>, access:<service id>, <area>:read, <area>:write.
             * @default *
             */
            scopes: string | null;
            /** @description Days until expiration; null for never. */
            expires_in_days?: number | null;
        };
        NewApiKeyReply: {
            id: number;
            name: string;
            /** @description How the key begins. */
            key_prefix: string;
            scopes: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            revoked: boolean;
            /** Format: date-time */
            revoked_at: string | null;
            /** @description Returned this once. */
            api_key: string;
        };
        ApiKeyReply: {
            id: number;
            name: string;
            /** @description How the key begins. */
            key_prefix: string;
            scopes: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            revoked: boolean;
            /** Format: date-time */
            revoked_at: string | null;
        };
        ApiKeyListReply: {
            api_keys: components["schemas"]["ApiKeyReply"][];
        };
        TwoFactorStatusReply: {
            enabled: boolean;
            backup_codes_remaining: number;
        };
        TwoFactorSetupReply: {
            /** @description Base32. */
            secret: string;
            /** @description For a QR code. */
            provisioning_uri: string;
        };
        TotpCodeBody: {
            /** @description 6-digit code of the authenticator app. */
            code: string;
        };
        TwoFactorEnabledReply: {
            enabled: boolean;
            /** @description Each is good once. Returned this once. */
            backup_codes: string[];
        };
        SecondFactorBody: {
            /** @description 6-digit code of the authenticator app, or a backup code. */
            code: string;
        };
        TwoFactorDisabledReply: {
            enabled: boolean;
        };
        BackupCodesReply: {
            /** @description Each is good once. Returned this once. */
            backup_codes: string[];
        };
        OidcOption: {
            /** @description Label of the button. */
            name: string;
            login_url: string;
        };
        AuthOptionsReply: {
            /** @description No account exists yet: POST /api/setup makes the first one. */
            setup_required: boolean;
            registration_open: boolean;
            passkeys: boolean;
            oidc: components["schemas"]["OidcOption"] | null;
        };
        RegisterBody: {
            /** @example ada */
            username: string;
            password: string;
            /** @description The day's invite code; administrators see it. */
            invite_code: string;
        };
        RegisterReply: {
            id: number;
            username: string;
            message: string;
        };
        SetupBody: {
            /** @description Printed where the portal was started. */
            setup_code: string;
            /** @example ada */
            username: string;
            password: string;
            /** @description Lets connections of users reach private networks. */
            allow_private_connections?: boolean;
        };
        PasskeyReply: {
            id: number;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** @description Whether it is synchronised by its provider. */
            backed_up: boolean;
        };
        PasskeyListReply: {
            passkeys: components["schemas"]["PasskeyReply"][];
        };
        PublicKeyParameter: {
            type: string;
            alg: number;
        };
        KnownCredential: {
            id: string;
            type: string;
            transports?: string[];
        };
        PasskeyCreationOptions: {
            /** @description Goes back with the response. */
            challenge_id: string;
            challenge: string;
            rp: {
                [key: string]: unknown;
            };
            user: {
                [key: string]: unknown;
            };
            pubKeyCredParams: components["schemas"]["PublicKeyParameter"][];
            timeout: number;
            excludeCredentials: components["schemas"]["KnownCredential"][];
            authenticatorSelection: {
                [key: string]: unknown;
            };
            attestation: string;
        };
        RegisterPasskey: {
            challenge_id: string;
            /** @description What the browser answered, as JSON. */
            response: {
                [key: string]: unknown;
            };
            /** @default Passkey */
            name: string;
        };
        RenamePasskey: {
            name: string;
        };
        PasskeyRequestOptions: {
            /** @description Goes back with the response. */
            challenge_id: string;
            challenge: string;
            timeout: number;
            rpId: string;
            userVerification: string;
        };
        PasskeyResponse: {
            challenge_id: string;
            /** @description What the browser answered, as JSON. */
            response: {
                [key: string]: unknown;
            };
        };
        IdentityReply: {
            id: number;
            issuer: string;
            /** Format: date-time */
            created_at: string;
        };
        IdentityListReply: {
            identities: components["schemas"]["IdentityReply"][];
        };
        OidcLoginQuery: {
            /** @description Path of the web app to go to afterwards. */
            return_to?: string;
        };
        OidcLinkReply: {
            /** @description Where the browser goes next. */
            url: string;
        };
        AvatarFields: {
            /** @example #3366ff */
            color?: string | null;
            /** @description One emoji; null clears it. */
            emoji?: string | null;
            initials?: string | null;
        };
        MeReply: {
            id: number;
            username: string;
            is_admin: boolean;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            /** @description What the account may open, comma-separated. */
            scopes: string;
            /** Format: date-time */
            created_at: string;
            totp_enabled: boolean;
            /** @description False for accounts that only sign in through a provider or a passkey. */
            has_password: boolean;
            nickname: string | null;
            avatar: components["schemas"]["AvatarFields"];
            /** @enum {string} */
            status: "online" | "away" | "busy" | "dnd" | "offline";
            status_message: string | null;
            anonymous: boolean;
        };
        StatusBody: {
            /** @enum {string} */
            status: "online" | "away" | "busy" | "dnd" | "offline";
            /** @description Absent keeps it, empty clears it. */
            status_message?: string | null;
        };
        StatusReply: {
            /** @enum {string} */
            status: "online" | "away" | "busy" | "dnd" | "offline";
            status_message: string | null;
        };
        NicknameBody: {
            nickname: string | null;
        };
        NicknameReply: {
            nickname: string | null;
        };
        AvatarReply: {
            avatar: components["schemas"]["AvatarFields"];
        };
        AnonymousBody: {
            anonymous: boolean;
        };
        AnonymousReply: {
            anonymous: boolean;
        };
        CreateSshKey: {
            name: string;
            /**
             * @default ed25519
             * @enum {string}
             */
            key_type: "ed25519" | "rsa";
            /**
             * @description Also keeps the private key, encrypted, for connections that sign in with it.
             * @default false
             */
            store: boolean;
        };
        NewSshKeyReply: {
            id: number;
            name: string;
            /** @enum {string} */
            key_type: "ed25519" | "rsa";
            public_key: string;
            /** @example SHA256:… */
            fingerprint: string;
            /** @description Whether the portal kept the private key. */
            stored: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description OpenSSH format. Returned this once. */
            private_key: string;
        };
        SshKeyReply: {
            id: number;
            name: string;
            /** @enum {string} */
            key_type: "ed25519" | "rsa";
            public_key: string;
            /** @example SHA256:… */
            fingerprint: string;
            /** @description Whether the portal kept the private key. */
            stored: boolean;
            /** Format: date-time */
            created_at: string;
        };
        SshKeyListReply: {
            ssh_keys: components["schemas"]["SshKeyReply"][];
        };
        PublicStatsReply: {
            /** @description Public streams that are live now. */
            live_streams: number;
            /** @description Users that are connected now. */
            online_users: number;
        };
        ImportConnections: {
            /** @enum {string} */
            format: "ssh_config";
            /** @description The text of an OpenSSH client configuration. */
            text: string;
            /**
             * @description Only tells what would be created.
             * @default false
             */
            preview: boolean;
            /** @description Names of the entries to create; absent: all that have no problem. */
            names?: string[];
        };
        ImportEntry: {
            name: string;
            host: string;
            port: number;
            username: string | null;
            /** @description Settings of the entry that do not come along. */
            left_out: string[];
            /** @description Why it cannot be created. */
            problem: string | null;
        };
        ConnectionReply: {
            /**
             * @description Opaque and URL-safe.
             * @example aB3x_kLm9pQ2rStU
             */
            id: string;
            name: string;
            type: string;
            plugin: string;
            icon: string;
            host: string;
            port: number;
            /** @description Without secrets: `has_<field>` says whether one is stored. */
            config: {
                [key: string]: unknown;
            };
            tags: string[];
            is_pinned: boolean;
            /** @description Page of the web app that shows it. */
            url: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            last_used_at: string | null;
        };
        ImportReply: {
            entries: components["schemas"]["ImportEntry"][];
            /** @description Empty for a preview. At most 500 a user. */
            created: components["schemas"]["ConnectionReply"][];
        };
        ConnectionTypesReply: {
            /** @description By type: `name`, `icon`, `default_port`, `plugin` and `config_schema`, the JSON Schema of its form. */
            types: {
                [key: string]: unknown;
            };
        };
        ConnectionList: {
            /** @description Pinned ones first, then by name. */
            connections: components["schemas"]["ConnectionReply"][];
        };
        CreateConnection: {
            name: string;
            /** @enum {string} */
            type: "ssh" | "terminal";
            /**
             * @description A name or an address.
             * @example 192.168.1.100
             */
            host: string;
            /** @description Default: the port of the type. */
            port?: number | null;
            /** @description Fields of the type’s `config_schema`; the others are ignored. */
            config?: {
                [key: string]: unknown;
            };
            tags?: string[];
        };
        UpdateConnection: {
            name?: string;
            host?: string;
            /** @description Null: the port of the type. */
            port?: number | null;
            /** @description Fields of the type’s `config_schema`; the others are ignored. Merged with what is stored: an absent field stays, null clears it, and so does an empty secret. */
            config?: {
                [key: string]: unknown;
            };
            tags?: string[];
        };
        PinReply: {
            is_pinned: boolean;
        };
        LaunchReply: {
            connection: components["schemas"]["ConnectionReply"];
            /** @description Present when the connection signs in with a key. */
            ssh_public_key?: string;
            websocket_url: string | null;
            /** @description Page of the web app that opens it. */
            url: string | null;
            /** @description What else the viewer of this protocol needs. */
            launch: {
                [key: string]: unknown;
            };
        };
        HealthReply: {
            healthy: boolean;
            /** @description Milliseconds of connecting and greeting; null when it failed. */
            latency_ms: number | null;
            /** @description Why not: a code of the error table. */
            code?: string;
            /** @description What the server said, or the reason in words. */
            detail?: string;
        };
        HostKeyReply: {
            host: string;
            port: number;
            /** @description Null while only the fingerprint is known. */
            algorithm: string | null;
            fingerprint: string;
            /** Format: date-time */
            pinned_at: string;
        };
        TrustHostKey: {
            /**
             * @description As `ssh-keygen -lf` prints it. Replaces an older pin of the address.
             * @example SHA256:uNiVztksCsDhcc0u9e8BrrJXVGDaU6hnmbyR9wpGWGs
             */
            fingerprint: string;
        };
        ServiceReply: {
            id: number;
            name: string;
            plugin: string;
            /** @example /homeserver */
            path: string;
            icon: string;
            category: string;
            enabled: boolean;
            /** @description Page of the web app that opens it. */
            url: string | null;
            websocket_url: string | null;
        };
        ServiceList: {
            services: components["schemas"]["ServiceReply"][];
        };
        ServiceTypesReply: {
            /** @description By plugin: `name`, `icon`, `default_port` (null when it dials nothing), `plugin` and `config_schema`. */
            types: {
                [key: string]: unknown;
            };
        };
        AdminServiceReply: {
            id: number;
            name: string;
            plugin: string;
            /** @example /homeserver */
            path: string;
            icon: string;
            category: string;
            enabled: boolean;
            /** @description Page of the web app that opens it. */
            url: string | null;
            websocket_url: string | null;
            host: string | null;
            port: number | null;
            /** @description Without secrets: `has_<field>` says whether one is stored. */
            config: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
        };
        AdminServiceList: {
            services: components["schemas"]["AdminServiceReply"][];
        };
        CreateService: {
            name: string;
            /** @enum {string} */
            plugin: "ssh" | "terminal";
            /** @description Default: from the name. */
            path?: string;
            /** @description Default: the plugin’s. */
            icon?: string;
            /** @default Servers */
            category: string;
            /** @default true */
            enabled: boolean;
            /** @description Needed unless the plugin dials nothing. */
            host?: string | null;
            /** @description Default: the port of the plugin. */
            port?: number | null;
            /** @description Fields of the plugin’s `config_schema`; the others are ignored. */
            config?: {
                [key: string]: unknown;
            };
        };
        UpdateService: {
            name?: string;
            path?: string;
            icon?: string;
            category?: string;
            enabled?: boolean;
            host?: string;
            /** @description Null: the port of the plugin. */
            port?: number | null;
            /** @description Fields of the plugin’s `config_schema`; the others are ignored. Merged with what is stored: an absent field stays, null clears it, and so does an empty secret. */
            config?: {
                [key: string]: unknown;
            };
        };
        SessionReply: {
            id: string;
            user_id: number;
            username: string;
            /** @description `service` or `connection`. */
            origin: string;
            /** @description The id of the service or the connection. */
            entry_id: string;
            name: string;
            plugin: string;
            host: string;
            port: number;
            /** @description Where its viewer came from. */
            ip: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ended_at: string | null;
            end_reason: string | null;
            /** @description From the viewer. Of a live session in another process: as of its last minute. */
            bytes_in: number;
            bytes_out: number;
            /** @description Whether somebody looks at it now; absent when another process holds it. */
            attached?: boolean;
        };
        SessionsReply$1: {
            sessions: components["schemas"]["SessionReply"][];
        };
        AuditParty: {
            /** @description Null for what is no account, or one that is gone. */
            user_id: number | null;
            name: string | null;
        };
        AuditEntryReply: {
            id: number;
            /** @example user.banned */
            action: string;
            /** @description Null for automatic rules and jobs. */
            actor: components["schemas"]["AuditParty"] | null;
            target: components["schemas"]["AuditParty"] | null;
            room_id: number | null;
            /** @description What else there is to know, depending on the action. */
            details: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_at: string;
        };
        AuditLogReply: {
            /** @description Newest first. */
            entries: components["schemas"]["AuditEntryReply"][];
            /** @description The `cursor` of the next page; null on the last. */
            next_cursor: number | null;
        };
        ReplyPreviewFields: {
            id: number;
            username: string;
            message: string;
        };
        ReactionFields: {
            emoji: string;
            count: number;
            user_ids: number[];
        };
        MessageAuthorFields: {
            user_id: number;
            username: string;
        };
        Highlight: {
            /** @description In UTF-16 units of `message`. */
            start: number;
            /** @description Exclusive. */
            end: number;
        };
        SearchResult: {
            id: number;
            /** @description 0: nobody who may be named. */
            user_id: number;
            username: string;
            nickname: string | null;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            anonymous: boolean;
            avatar: components["schemas"]["AvatarFields"] | null;
            message: string;
            /** Format: date-time */
            created_at: string;
            seq: number;
            /** Format: date-time */
            edited_at?: string;
            image_url?: string;
            reply_to?: number;
            reply_preview?: components["schemas"]["ReplyPreviewFields"];
            reactions?: components["schemas"]["ReactionFields"][];
            pinned?: boolean;
            mentions?: number[];
            mentions_here?: boolean;
            own?: boolean;
            /** @description Who an anonymous author is; only to moderators. */
            author?: components["schemas"]["MessageAuthorFields"];
            webhook?: boolean;
            /** @enum {string} */
            source: "channel" | "dm";
            channel_id?: number;
            channel_name?: string;
            conversation_id?: number;
            /** @description The name of a group, or of those one is in it with. */
            conversation_name?: string;
            /** @description Where the query was found. */
            highlights: components["schemas"]["Highlight"][];
        };
        SearchReply: {
            /** @description Whole words first, then beginnings, then parts of words; each newest first. */
            results: components["schemas"]["SearchResult"][];
            /** @description Of those counted: all there are, unless `more`. */
            total: number;
            /** @description Counting stopped after the page; at most the best thousand can be paged through. */
            more: boolean;
            limit: number;
            offset: number;
        };
        ChannelReply: {
            id: number;
            name: string;
            description: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @enum {string} */
            mode: "open" | "readonly";
            is_default: number;
            is_stream_channel: boolean;
            unread_count: number;
            mention_count: number;
            last_read_id: number;
            last_message_id: number;
        };
        ChannelsReply: {
            channels: components["schemas"]["ChannelReply"][];
        };
        ChannelChanges: {
            /** @example general */
            name?: string;
            description?: string;
            /** @enum {string} */
            visibility?: "public" | "private";
            /** @enum {string} */
            mode?: "open" | "readonly";
        };
        NewChannel: {
            /** @example general */
            name: string;
            description?: string;
            /** @enum {string} */
            visibility?: "public" | "private";
            /** @enum {string} */
            mode?: "open" | "readonly";
        };
        FoundUser: {
            id: number;
            username: string;
            nickname: string | null;
            avatar: components["schemas"]["AvatarFields"] | null;
        };
        FoundUsers: {
            users: components["schemas"]["FoundUser"][];
        };
        MemberReply: {
            user_id: number;
            username: string;
            nickname: string | null;
            /** @enum {string} */
            role: "member" | "moderator";
            /** Format: date-time */
            added_at: string;
        };
        MembersReply: {
            members: components["schemas"]["MemberReply"][];
        };
        NewMember: {
            user_id: number;
        };
        MemberRoleBody: {
            /** @enum {string} */
            role: "member" | "moderator";
        };
        MessageFields: {
            id: number;
            /** @description 0: nobody who may be named. */
            user_id: number;
            username: string;
            nickname: string | null;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            anonymous: boolean;
            avatar: components["schemas"]["AvatarFields"] | null;
            message: string;
            /** Format: date-time */
            created_at: string;
            seq: number;
            /** Format: date-time */
            edited_at?: string;
            image_url?: string;
            reply_to?: number;
            reply_preview?: components["schemas"]["ReplyPreviewFields"];
            reactions?: components["schemas"]["ReactionFields"][];
            pinned?: boolean;
            mentions?: number[];
            mentions_here?: boolean;
            own?: boolean;
            /** @description Who an anonymous author is; only to moderators. */
            author?: components["schemas"]["MessageAuthorFields"];
            webhook?: boolean;
        };
        ThreadReply: {
            /** @description The message and what it answers, oldest first. */
            messages: components["schemas"]["MessageFields"][];
            /** @description Answers to the message, oldest first. */
            replies: components["schemas"]["MessageFields"][];
        };
        RelayDescriptorReply: {
            address: string;
            version: string;
            /** Format: date-time */
            issued_at: string;
            /** Format: date-time */
            expires_at: string;
            api_https_addr: string;
            wireguard_public_key?: string;
            wireguard_port?: number;
            supports_overlay?: boolean;
            supports_udp?: boolean;
            supports_tcp?: boolean;
            active_connections?: number;
            /** @description Bytes a second over TCP. */
            tcp_bps?: number;
            /** @description Base64 of the recovery byte, r and s over the canonical JSON. */
            signature: string;
        };
        DiscoveryReply: {
            protocol_version: string;
            /** Format: date-time */
            generated_at: string;
            /** @description This relay first. */
            relays: components["schemas"]["RelayDescriptorReply"][];
        };
        Announcement: {
            protocol_version?: string | null;
            /** @description A signed relay descriptor. */
            descriptor: {
                [key: string]: unknown;
            };
        };
        AnnouncementReply: {
            protocol_version: string;
            accepted: boolean;
        };
        ParticipantFields: {
            user_id: number;
            username: string;
            nickname: string | null;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
            avatar: components["schemas"]["AvatarFields"] | null;
        };
        LastMessageFields: {
            message: string;
            username: string;
            /** Format: date-time */
            created_at: string;
        };
        ConversationReply: {
            id: number;
            /** @enum {string} */
            type: "direct" | "group";
            name: string | null;
            participants: components["schemas"]["ParticipantFields"][];
            last_message: components["schemas"]["LastMessageFields"] | null;
            unread_count: number;
            last_read_id: number;
            last_message_id: number;
            muted: boolean;
            /** Format: date-time */
            created_at: string;
        };
        ConversationsReply: {
            conversations: components["schemas"]["ConversationReply"][];
        };
        NewConversation: {
            user_id?: number;
            user_ids?: number[];
            name?: string | null;
        };
        MessagesReply: {
            /** @description Newest first. */
            messages: components["schemas"]["MessageFields"][];
            has_more: boolean;
        };
        MuteBody: {
            muted: boolean;
        };
        MuteReply: {
            success: boolean;
            muted: boolean;
        };
        NewParticipants: {
            user_ids: number[];
        };
        ParticipantsReply: {
            success: boolean;
            participants: components["schemas"]["ParticipantFields"][];
        };
        IceServer: {
            urls: string;
            username?: string;
            credential?: string;
        };
        IceServersReply: {
            ice_servers: components["schemas"]["IceServer"][];
        };
        SanctionReply: {
            id: number;
            user_id: number;
            username: string;
            /** @enum {string} */
            kind: "timeout" | "mute" | "ban";
            /** @description Null for all channels. */
            room_id: number | null;
            /**
             * Format: date-time
             * @description Null: until it is lifted.
             */
            until: string | null;
            reason: string;
            /** @description Null: an automatic rule. */
            imposed_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        SanctionsReply: {
            /** @description Those in force, newest first. */
            sanctions: components["schemas"]["SanctionReply"][];
            next_cursor: number | null;
        };
        TimeoutBody: {
            user_id: number;
            /** @description One channel; absent or null for all. */
            room_id?: number | null;
            /** @description The user gets to read it. */
            reason?: string;
            minutes: number;
        };
        SanctionBody: {
            user_id: number;
            /** @description One channel; absent or null for all. */
            room_id?: number | null;
            /** @description The user gets to read it. */
            reason?: string;
            /** @description Absent or null: until lifted. */
            minutes?: number | null;
        };
        Sanctioned: {
            user_id: number;
            /** @description One channel; absent or null for all. */
            room_id?: number | null;
        };
        AutomodKindsReply: {
            /** @description By kind: `{config_schema}`. */
            kinds: {
                [key: string]: unknown;
            };
        };
        AutomodRuleReply: {
            id: number;
            name: string;
            /** @enum {string} */
            kind: "words" | "regex" | "links" | "caps" | "flood" | "new_account";
            config: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            action: "block" | "timeout" | "flag";
            timeout_minutes: number;
            enabled: boolean;
            dry_run: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AutomodRulesReply: {
            /** @description In the order they are asked. */
            rules: components["schemas"]["AutomodRuleReply"][];
        };
        CreateAutomodRule: {
            /** @description Shown to those whose messages it stops. */
            name: string;
            /** @enum {string} */
            kind: "words" | "regex" | "links" | "caps" | "flood" | "new_account";
            /** @description What the kind wants: see the `config_schema` of GET /api/admin/automod/kinds. */
            config: {
                [key: string]: unknown;
            };
            /**
             * @default block
             * @enum {string}
             */
            action: "block" | "timeout" | "flag";
            /**
             * @description Of the action `timeout`.
             * @default 10
             */
            timeout_minutes: number;
            /** @default true */
            enabled: boolean;
            /**
             * @description Only writes to the audit log what it would have done.
             * @default false
             */
            dry_run: boolean;
        };
        UpdateAutomodRule: {
            name?: string;
            /** @description What the kind wants: see the `config_schema` of GET /api/admin/automod/kinds. */
            config?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            action?: "block" | "timeout" | "flag";
            timeout_minutes?: number;
            enabled?: boolean;
            dry_run?: boolean;
        };
        AutomodDraft: {
            /** @enum {string} */
            kind: "words" | "regex" | "links" | "caps" | "flood" | "new_account";
            /** @description What the kind wants: see the `config_schema` of GET /api/admin/automod/kinds. */
            config: {
                [key: string]: unknown;
            };
        };
        TestAutomod: {
            text: string;
            /** @description Only this rule. */
            rule?: number | null;
            /** @description Only this rule, before it is stored. */
            draft?: components["schemas"]["AutomodDraft"] | null;
        };
        AutomodFinding: {
            /** @description Null for a draft. */
            rule_id: number | null;
            name: string;
            /** @enum {string} */
            kind: "words" | "regex" | "links" | "caps" | "flood" | "new_account";
            enabled: boolean;
            triggered: boolean;
            /** @description What of the text breaks the rule. */
            matched: string | null;
        };
        TestAutomodReply: {
            /** @description One for each rule that was asked. */
            results: components["schemas"]["AutomodFinding"][];
        };
        BlockedUser: {
            id: number;
            username: string;
            /** Format: date-time */
            blocked_at: string;
        };
        BlockedUsersReply: {
            /** @description Newest first. */
            blocked_users: components["schemas"]["BlockedUser"][];
        };
        RetentionRunReply: {
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string;
            /**
             * @description Rows deleted, by kind.
             * @example {
             *       "chat": 120,
             *       "uploads": 3
             *     }
             */
            deleted: {
                [key: string]: unknown;
            };
            /** @description It ended early; the next one goes on. */
            incomplete: boolean;
        };
        RetentionReply: {
            /** @description Days messages of channels are kept; 0 for ever. */
            chat: number;
            /** @description Days direct messages are kept; 0 for ever. */
            dm: number;
            /** @description Days notifications are kept; 0 for ever. */
            notifications: number;
            /** @description Days entries of the audit log are kept; 0 for ever. */
            audit: number;
            /** @description Days ended remote sessions are kept; 0 for ever. */
            activity: number;
            last_run: components["schemas"]["RetentionRunReply"] | null;
        };
        RetentionChanges: {
            /** @description Days messages of channels are kept; 0 for ever. */
            chat?: number;
            /** @description Days direct messages are kept; 0 for ever. */
            dm?: number;
            /** @description Days notifications are kept; 0 for ever. */
            notifications?: number;
            /** @description Days entries of the audit log are kept; 0 for ever. */
            audit?: number;
            /** @description Days ended remote sessions are kept; 0 for ever. */
            activity?: number;
        };
        ChatUploadReply: {
            /**
             * @description For `image_url` of a message.
             * @example /static/uploads/chat/Jx2…Qw.webp
             */
            url: string;
            /** @description Pixels. */
            width: number;
            /** @description Pixels. */
            height: number;
        };
        NotificationReply: {
            id: number;
            /** @example mention */
            type: string;
            title: string;
            message: string;
            /** @description The page of the portal it leads to. */
            link: string | null;
            is_read: boolean;
            /** Format: date-time */
            created_at: string;
        };
        NotificationList: {
            notifications: components["schemas"]["NotificationReply"][];
            unread_count: number;
        };
        ReadAllReply: {
            success: boolean;
            /** @description How many were unread. */
            count: number;
        };
        PushKeyReply: {
            /** @description `applicationServerKey` for the browser: base64url of an uncompressed P-256 point. */
            public_key: string;
        };
        PushKeys: {
            p256dh: string;
            auth: string;
        };
        SubscribePush: {
            /** @description The address the browser’s push service gave it. */
            endpoint: string;
            keys: components["schemas"]["PushKeys"];
            /**
             * @description Also while the portal is open in some browser.
             * @default false
             */
            always: boolean;
        };
        PushEndpoint: {
            /** @description The address the browser’s push service gave it. */
            endpoint: string;
        };
        LinkPreviewReply: {
            url: string;
            title: string | null;
            description: string | null;
            image: string | null;
            site_name: string | null;
            /** @description The image, small, from the portal: nobody shows up at the page. */
            thumbnail: string | null;
        };
        LiveTrackReply: {
            /** @enum {string} */
            kind: "video" | "audio";
            /** @example avc1.64001f */
            codec: string;
            width?: number;
            height?: number;
            /** @description Frames a second, measured. */
            fps?: number;
            sample_rate?: number;
            channels?: number;
            /** @description Bits a second over the last seconds. */
            bitrate: number;
        };
        PlaybackUrls: {
            /** @description LL-HLS; plain HLS players play it too. */
            hls: string;
            /** @description WHEP. */
            webrtc: string;
        };
        StreamHealthReply: {
            /** @example rtmps */
            protocol: string;
            /** @description False while the publisher may come back. */
            is_publishing: boolean;
            /** @description Seconds between the last two. */
            key_frame_interval: number | null;
            has_b_frames: boolean;
            /** @description Units that some reader did not get, since the start. */
            dropped: number;
            /** @description Bits a second of all tracks. */
            bitrate: number;
            warnings: ("publisher_away" | "b_frames" | "key_frames_rare" | "no_video" | "no_audio" | "no_audio_by_webrtc" | "codec_not_everywhere" | "dropping")[];
        };
        StreamStatusReply: {
            id: number;
            title: string;
            description: string;
            owner: string;
            /** @description 0 offline, 1 live, 2 encoding. */
            is_live: number;
            /** Format: date-time */
            live_since: string | null;
            viewer_count: number;
            chat_channel_id: number | null;
            /** @description Of what is on the air. */
            tracks: components["schemas"]["LiveTrackReply"][];
            /** @description Whether browsers get less by WebRTC than by HLS. */
            is_webrtc_degraded: boolean;
            playback_urls: components["schemas"]["PlaybackUrls"];
            thumbnail_url: string;
            /** @description For its owner; null while it is off. */
            health?: components["schemas"]["StreamHealthReply"] | null;
        };
        RelayPlatformReply: {
            /** @enum {string} */
            id: "twitch" | "youtube" | "kick" | "portal" | "custom";
            name: string;
            /** @description Empty where there is none. */
            default_url: string;
        };
        RelayPlatformsReply: {
            platforms: components["schemas"]["RelayPlatformReply"][];
        };
        RelayReply: {
            id: number;
            /** @enum {string} */
            platform: "twitch" | "youtube" | "kick" | "portal" | "custom";
            name: string;
            rtmp_url: string;
            has_stream_key: boolean;
            enabled: boolean;
            /**
             * @description `off` while the stream is not on the air or the relay not enabled.
             * @enum {string}
             */
            state: "off" | "connecting" | "live" | "failed";
            /** @description A code of the error table. */
            last_error: string | null;
            /** Format: date-time */
            last_error_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        RelaysReply: {
            relays: components["schemas"]["RelayReply"][];
        };
        NewRelay: {
            /** @enum {string} */
            platform: "twitch" | "youtube" | "kick" | "portal" | "custom";
            name: string;
            /** @example rtmp://live.twitch.tv/app */
            rtmp_url: string;
            /** @description Sealed; never returned. */
            stream_key: string;
            /** @default true */
            enabled: boolean;
        };
        RelayChanges: {
            name?: string;
            /** @example rtmp://live.twitch.tv/app */
            rtmp_url?: string;
            /** @description Sealed; never returned. */
            stream_key?: string;
            enabled?: boolean;
        };
        NewShare: {
            /**
             * @description Seconds.
             * @default 86400
             */
            expires_in: number;
        };
        NewShareReply: {
            id: number;
            /** @description The page to watch at. */
            url: string;
            /** @description For players: `?share=` of any playback address. Shown once. */
            token: string;
            /** Format: date-time */
            expires_at: string;
        };
        ShareReply: {
            id: number;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            created_at: string;
        };
        SharesReply: {
            /** @description Those that have not run out, newest first. */
            shares: components["schemas"]["ShareReply"][];
        };
        BanReply: {
            user_id: number;
            username: string;
            reason: string;
            /** @description Null: an automatic rule. */
            banned_by: string | null;
            /**
             * Format: date-time
             * @description Null: until it is lifted.
             */
            until: string | null;
            /** Format: date-time */
            created_at: string;
        };
        BansReply: {
            /** @description Newest first. */
            bans: components["schemas"]["BanReply"][];
        };
        NewBan: {
            user_id: number;
            /** @description The user gets to read it. */
            reason?: string;
        };
        PublishUrls: {
            /** @description The stream key goes into its own field. */
            rtmps: string | null;
            /** @description With a temporary token as key. */
            rtmp: string | null;
            /** @description With the key as `stream_key` shows it. */
            rtsps: string | null;
            /** @description With the key as `stream_key` shows it. */
            whip: string | null;
        };
        StreamReply: {
            id: number;
            title: string;
            description: string;
            owner_id: number;
            owner: string;
            /** @description 0 offline, 1 live, 2 encoding: on no more, its recording not yet safe. */
            is_live: number;
            /** Format: date-time */
            live_since: string | null;
            is_public: boolean;
            viewer_count: number;
            chat_channel_id: number | null;
            /** @description Names the stream to players; no secret. */
            playback_key: string;
            playback_urls: components["schemas"]["PlaybackUrls"];
            /** @description Whether its owner chose one. */
            has_thumbnail: boolean;
            /** @description Answers 404 while there is none. */
            thumbnail_url: string;
            /** Format: date-time */
            created_at: string;
            /** @description Whole when it is new, its beginning from then on. */
            stream_key?: string;
            rtmp_enabled?: boolean;
            publish_urls?: components["schemas"]["PublishUrls"];
        };
        StreamsReply: {
            streams: components["schemas"]["StreamReply"][];
        };
        NewStream: {
            title: string;
            description?: string;
            /** @default true */
            is_public: boolean;
            /** @default false */
            rtmp_enabled: boolean;
        };
        StreamChanges: {
            title?: string;
            description?: string;
            is_public?: boolean;
            rtmp_enabled?: boolean;
        };
        RtmpTokenReply: {
            /** @description Shown once. */
            token: string;
            /** @description Seconds within which it must be used. */
            expires_in: number;
            rtmp_url: string;
        };
        ClipFields: {
            id: number;
            name: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
            /** @description Percent. */
            progress: number;
            /** @description As in the list of recordings, once it is there. */
            file: string | null;
            /** @description Why there is none: a code of the error table. */
            error: string | null;
            /** Format: date-time */
            created_at: string;
        };
        ClipsReply: {
            clips: components["schemas"]["ClipFields"][];
        };
        NewClip: {
            /** @description In order; each ends in .mkv. */
            files: string[];
            /** @description Seconds from the beginning of the first file. */
            start: number;
            /** @description Seconds, as `start`, and behind it. */
            end: number;
            name: string;
        };
        ListedEntry: {
            name: string;
            /** @description From the folder that `/` is. */
            path: string;
            /** @enum {string} */
            type: "file" | "directory" | "link" | "other";
            is_dir: boolean;
            /** @description Bytes. */
            size: number;
            /** @description Unix seconds. */
            modified: number;
        };
        ListedFolder: {
            path: string;
            entries: components["schemas"]["ListedEntry"][];
            /** @description There are more than are told. */
            truncated: boolean;
        };
        ReadText: {
            path: string;
            content: string;
            /** @description Bytes. */
            size: number;
            /** @description Unix seconds. */
            modified: number;
        };
        NamedPath: {
            path: string;
        };
        FileOfPath: {
            /** @example true */
            success: boolean;
            path: string;
        };
        UploadedFileReply: {
            /** @example true */
            success: boolean;
            path: string;
            name: string;
            /** @description Bytes. */
            size: number;
        };
        WriteText: {
            path: string;
            content: string;
        };
        MovePath: {
            old_path: string;
            new_path: string;
        };
        SessionFile: {
            /** @description As in the list of recordings. */
            name: string;
            /** @description Bytes. */
            size: number;
            /** @description Unix seconds. */
            modified: number;
            /** @description Seconds; null until it is played, where it was not recorded lately. */
            duration: number | null;
        };
        RecordedSession: {
            /** @description The folder; `play/{folder}/index.m3u8` plays it. */
            folder: string;
            /** @description The stream, as its folder is named. */
            title: string;
            /**
             * Format: date-time
             * @description As the folder is named.
             */
            started_at: string | null;
            /** @description Bytes of all files. */
            size: number;
            /** @description Seconds of all files; null when one is not known. */
            duration: number | null;
            /** @description Unix seconds, of the file that was changed last. */
            modified: number;
            /** @description In the order they are played. */
            files: components["schemas"]["SessionFile"][];
        };
        SessionsReply: {
            sessions: components["schemas"]["RecordedSession"][];
        };
        StorageFields: {
            host: string;
            port: number;
            username: string;
            /** @enum {string} */
            auth_method: "password" | "key";
            remote_path: string;
            has_password: boolean;
            has_key: boolean;
            /** @description Why the last transfer failed: a code of the error table. */
            last_error: string | null;
            /** @description Pieces of recordings that are not there yet. */
            waiting_files: number;
            /** @description Their bytes. */
            waiting_bytes: number;
        };
        StorageReply: {
            storage: components["schemas"]["StorageFields"];
        };
        SaveStorage: {
            host: string;
            /** @description Default 22. */
            port?: number;
            username: string;
            /** @enum {string} */
            auth_method: "password" | "key";
            /** @description Left out: the stored one stays, while host, port and user do. */
            password?: string;
            /** @description PEM or OpenSSH. Left out: as with `password`. */
            private_key?: string;
            /** @description Of the private key. */
            passphrase?: string;
            /** @description A folder; relative ones are below the home of the account. */
            remote_path: string;
        };
        StorageTest: {
            success: boolean;
            /** @description For a person. */
            message: string;
            /** @description MKV files found below the folder. */
            file_count: number;
            /** @description Bytes that can still be stored; null where the server does not tell. */
            free_bytes: number | null;
            /** @description Of the host key that was shown. */
            fingerprint: string;
        };
        RecordingFields: {
            /** @description `Stream/2026-02-08_04-24-49/chunk_000.mkv` */
            name: string;
            size: number;
            /** @description Unix seconds. */
            modified: number;
        };
        RecordingsReply: {
            files: components["schemas"]["RecordingFields"][];
            /** @description The folder of the storage. */
            path: string;
        };
        ArchiveRequest: {
            /** @description Each ends in .mkv. */
            files: string[];
        };
        RelayAdminLogin: {
            /** @description ADMIN_TOKEN of the configuration. */
            token: string;
        };
        RelayAdminToken: {
            /** @description Bearer token, for twelve hours. */
            access_token: string;
        };
        RelayAdminStatus: {
            authenticated: boolean;
        };
        PortSettings: {
            /** @description Whether tunnels get public ports; always off without MIN_PORT and MAX_PORT. */
            enabled: boolean;
            /** @description 0 means unlimited. */
            max_leases: number;
        };
        RelayPolicySettings: {
            /**
             * @description manual: a tunnel serves once its identity is approved.
             * @enum {string}
             */
            approval_mode: "auto" | "manual";
            udp: components["schemas"]["PortSettings"];
            tcp_port: components["schemas"]["PortSettings"];
        };
        PortSettingsChange: {
            enabled?: boolean | null;
            /** @description 0 means unlimited. */
            max_leases?: number | null;
        };
        RelayPolicyChange: {
            /** @description `auto` or `manual`. */
            approval_mode?: string | null;
            udp?: components["schemas"]["PortSettingsChange"] | null;
            tcp_port?: components["schemas"]["PortSettingsChange"] | null;
        };
        LeasePolicyChange: {
            /** @description `name:address`. */
            identity_key: string;
            is_banned?: boolean | null;
            /** @description true also lifts a denial. */
            is_approved?: boolean | null;
            /** @description true also revokes approval. */
            is_denied?: boolean | null;
            /** @description Bytes a second, all connections and both directions together; 0 removes the limit. */
            bps?: number | null;
        };
        IpPolicyChange: {
            ip: string;
            /** @description Absent: lifts the ban. */
            is_banned?: boolean | null;
        };
        RelayHealth: {
            /** @example ok */
            status: string;
        };
        ListedMetadata: {
            description?: string;
            owner?: string;
            /** @description URL or `data:` value. */
            thumbnail?: string;
            tags?: string[];
            hide?: boolean;
        };
        ListedLease: {
            name: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            first_seen_at: string;
            /** Format: date-time */
            last_seen_at: string;
            hostname: string;
            udp_enabled: boolean;
            tcp_enabled: boolean;
            /** @description Host and public TCP port; empty without one. */
            tcp_addr: string;
            metadata: components["schemas"]["ListedMetadata"];
            /** @description Reverse sessions that wait for a visitor. */
            ready: number;
        };
        PublicState: {
            leases: components["schemas"]["ListedLease"][];
        };
        AdministeredLease: {
            name: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            first_seen_at: string;
            /** Format: date-time */
            last_seen_at: string;
            hostname: string;
            udp_enabled: boolean;
            tcp_enabled: boolean;
            /** @description Host and public TCP port; empty without one. */
            tcp_addr: string;
            metadata: components["schemas"]["ListedMetadata"];
            /** @description Reverse sessions that wait for a visitor. */
            ready: number;
            identity_key: string;
            /** @description EIP-55. */
            address: string;
            /** @description Bytes a second; 0 means unlimited. */
            bps: number;
            client_ip: string;
            /** @description Empty where the client reported none. */
            reported_ip: string;
            is_approved: boolean;
            is_banned: boolean;
            is_denied: boolean;
            /** @description Whether either address is banned. */
            is_ip_banned: boolean;
            /** @description Visitors being served. */
            connections: number;
            /** @description Bytes from visitors, since the relay started. */
            bytes_in: number;
            /** @description Bytes to visitors, since the relay started. */
            bytes_out: number;
        };
        PolicyState: {
            policy: components["schemas"]["RelayPolicySettings"];
            leases: components["schemas"]["AdministeredLease"][];
        };
        RelayFacts: {
            /** @description Public root, without a slash at its end. */
            url: string;
            /** @description Names of leases are one label below it. */
            root_host: string;
            /** @description Whether a process lives that takes tunnels. */
            is_running: boolean;
            /** @description Whether tunnels get public TCP ports now. */
            tcp_enabled: boolean;
            /** @description Whether tunnels get public UDP ports now. */
            udp_enabled: boolean;
            /** @description Whether a new tunnel waits for an administrator. */
            approval_required: boolean;
            /** @description First of the public ports; 0 without any. */
            min_port: number;
            /** @description Last of the public ports; 0 without any. */
            max_port: number;
        };
        UiState: {
            leases: components["schemas"]["ListedLease"][];
            landing_page_enabled: boolean;
            relay: components["schemas"]["RelayFacts"];
        };
        ServiceStatus: {
            hostname: string;
            /** @description Whether it is in the public list. */
            registered: boolean;
            /** @description Whether it can take a visitor now. */
            service_alive: boolean;
        };
        UiPolicySettings: {
            /**
             * @description manual: a tunnel serves once its identity is approved.
             * @enum {string}
             */
            approval_mode: "auto" | "manual";
            udp: components["schemas"]["PortSettings"];
            tcp_port: components["schemas"]["PortSettings"];
            landing_page_enabled: boolean;
        };
        IdentityDecision: {
            identity_key: string;
            is_approved: boolean;
            is_banned: boolean;
            is_denied: boolean;
            /** @description Bytes a second; 0 means unlimited. */
            bps: number;
        };
        UiPolicyState: {
            policy: components["schemas"]["UiPolicySettings"];
            relay: components["schemas"]["RelayFacts"];
            leases: components["schemas"]["AdministeredLease"][];
            /** @description All that was decided of identities. */
            decisions: components["schemas"]["IdentityDecision"][];
            banned_ips: string[];
        };
        UiPolicyChange: {
            /** @description `auto` or `manual`. */
            approval_mode?: string | null;
            udp?: components["schemas"]["PortSettingsChange"] | null;
            tcp_port?: components["schemas"]["PortSettingsChange"] | null;
            landing_page_enabled?: boolean | null;
        };
        RelayEns: {
            enabled: boolean;
            verified: boolean;
        };
        RelayPayments: {
            enabled: boolean;
            url?: string;
            network?: string;
            network_name?: string;
            supported_url?: string;
            pay_to?: string;
        };
        DomainReply: {
            /** @description A client of another version leaves. */
            protocol_version: string;
            release_version: string;
            ens: components["schemas"]["RelayEns"];
            x402: components["schemas"]["RelayPayments"];
        };
        LeaseIdentity: {
            /** @description Becomes one DNS label. */
            name: string;
            /** @description Ethereum address. */
            address: string;
        };
        LeaseMetadataFields: {
            description?: string | null;
            owner?: string | null;
            /** @description URL or `data:` value. */
            thumbnail?: string | null;
            tags?: string[] | null;
            /** @description Leaves the lease out of public lists. */
            hide?: boolean | null;
        };
        NewChallenge: {
            identity: components["schemas"]["LeaseIdentity"];
            metadata?: components["schemas"]["LeaseMetadataFields"] | null;
            /** @description Seconds, from 10 to 3600: what is outside is brought inside. Nothing or 0 means 30. */
            ttl?: number | null;
            /** @description Asks for a public UDP port. */
            udp_enabled?: boolean | null;
            /** @description Asks for a public TCP port. */
            tcp_enabled?: boolean | null;
            /** @description Of a path over several relays, which this one does not offer. */
            hop_token?: string | null;
            /** @description Outer name of Encrypted ClientHello, one label below the root host. */
            route_hostname?: string | null;
            /** @description Base64url of the hash of the public name. */
            hostname_hash?: string | null;
            /** @description Base64 of an ECHConfigList of up to 4096 bytes. */
            ech_config_list?: string | null;
        };
        ChallengeReply: {
            challenge_id: string;
            /** Format: date-time */
            expires_at: string;
            /** @description EIP-4361: to be signed as it is. */
            siwe_message: string;
        };
        NewLease: {
            challenge_id: string;
            siwe_message: string;
            /** @description EIP-191: 0x and the hexadecimal digits of r, s and v. */
            siwe_signature: string;
            /** @description Public address the client believes to have; dropped where it is none. */
            reported_ip?: string | null;
        };
        LeaseReply: {
            identity: components["schemas"]["LeaseIdentity"];
            /** Format: date-time */
            expires_at: string;
            hostname: string;
            access_token: string;
            /** @description Port where the relay takes TLS, and QUIC over UDP. */
            sni_port: number;
            udp_enabled: boolean;
            udp_addr?: string;
            tcp_enabled: boolean;
            tcp_addr?: string;
        };
        LeaseRenewal: {
            access_token: string;
            /** @description Seconds, from 10 to 3600: what is outside is brought inside. Nothing or 0 means 30. */
            ttl?: number | null;
            /** @description Public address the client believes to have; dropped where it is none. */
            reported_ip?: string | null;
            metadata?: components["schemas"]["LeaseMetadataFields"] | null;
        };
        RenewalReply: {
            /** Format: date-time */
            expires_at: string;
            access_token: string;
        };
        LeaseEnd: {
            access_token: string;
        };
        LeaseEndReply: Record<string, never>;
        SupportedKind: {
            x402Version: number;
            scheme: string;
            network: string;
            extra: {
                [key: string]: unknown;
            };
        };
        SupportedReply: {
            kinds: components["schemas"]["SupportedKind"][];
            extensions: string[];
            signers: {
                [key: string]: unknown;
            };
        };
        PaymentRequirements: {
            scheme: string;
            network: string;
            /** @description Coin type. */
            asset: string;
            /** @description Atomic units, decimal. */
            amount: string;
            payTo: string;
            /** @description Seconds. */
            maxTimeoutSeconds?: number;
            extra?: {
                [key: string]: unknown;
            } | null;
        };
        PaymentPayload: {
            x402Version: number;
            /** @description `signature` and `transaction`, both Base64. */
            payload?: {
                [key: string]: unknown;
            };
            accepted?: components["schemas"]["PaymentRequirements"];
            resource?: {
                [key: string]: unknown;
            } | null;
            extensions?: {
                [key: string]: unknown;
            } | null;
        };
        PaymentRequest: {
            paymentPayload?: components["schemas"]["PaymentPayload"];
            /** @description The payload as Base64 of its JSON, as headers carry it. */
            paymentHeader?: string;
            paymentRequirements: components["schemas"]["PaymentRequirements"];
        };
        VerifyReply: {
            isValid: boolean;
            invalidReason?: string;
            invalidMessage?: string;
            payer?: string;
        };
        SettleReply: {
            success: boolean;
            errorReason?: string;
            errorMessage?: string;
            payer?: string;
            /** @description Digest in Base58; empty when there is none. */
            transaction: string;
            network: string;
        };
        Error: {
            /** @description A sentence for a person. */
            error: string;
            status: number;
            /**
             * @description What programs branch on: `noun.reason`.
             * @enum {string}
             */
            code: "request.invalid" | "request.too_large" | "request.media_type" | "request.method" | "request.forgery" | "route.not_found" | "rate.exceeded" | "auth.required" | "auth.invalid" | "auth.expired" | "totp.required" | "totp.rejected" | "totp.invalid" | "totp.already_enabled" | "totp.not_enabled" | "totp.setup_missing" | "passkey.invalid" | "passkey.not_found" | "passkey.limit" | "oidc.unavailable" | "oidc.failed" | "oidc.no_account" | "oidc.linked" | "identity.not_found" | "identity.last" | "access.denied" | "access.scope" | "account.disabled" | "setup.done" | "setup.code" | "setup.required" | "registration.closed" | "invite.invalid" | "user.not_found" | "user.name_taken" | "user.last_admin" | "password.wrong" | "token.not_found" | "api_key.not_found" | "api_key.limit" | "ssh_key.not_found" | "ssh_key.limit" | "ssh_key.in_use" | "service.not_found" | "connection.not_found" | "connection.limit" | "session.not_found" | "session.limit" | "session.idle" | "session.replaced" | "session.revoked" | "consumer.slow" | "hostkey.unknown" | "hostkey.changed" | "hostkey.rejected" | "hostkey.not_found" | "target.invalid" | "target.blocked" | "target.auth_failed" | "target.unresolvable" | "target.refused" | "target.unreachable" | "target.protocol" | "target.untrusted" | "target.timeout" | "target.too_large" | "channel.not_found" | "channel.name_taken" | "channel.limit" | "stream.not_found" | "stream.limit" | "stream.offline" | "stream.already_live" | "stream.unsupported" | "stream.rtmp_disabled" | "stream.rtmp_forbidden" | "stream_key.invalid" | "share.invalid" | "share.limit" | "share.not_found" | "relay.not_found" | "relay.limit" | "relay.lost" | "relay.stalled" | "thumbnail.not_found" | "webrtc.offer_invalid" | "webrtc.restart_unsupported" | "webrtc.session_changed" | "webrtc.session_not_found" | "storage.not_found" | "storage.no_space" | "storage.denied" | "file.not_found" | "file.exists" | "file.not_empty" | "file.is_folder" | "file.too_large" | "file.not_text" | "recording.damaged" | "clip.not_found" | "clip.limit" | "clip.empty" | "clip.tracks_differ" | "channel.readonly" | "channel.default" | "member.not_found" | "message.not_found" | "message.too_old" | "message.rejected" | "message.too_fast" | "chat.muted" | "chat.banned" | "poll.not_found" | "poll.closed" | "conversation.not_found" | "conversation.full" | "conversation.not_group" | "user.blocked" | "user.self" | "block.not_found" | "block.limit" | "sanction.not_found" | "automod_rule.not_found" | "automod_rule.limit" | "notification.not_found" | "push.limit" | "upload.not_image" | "upload.not_found" | "upload.limit" | "preview.none" | "voice.not_joined" | "voice.full" | "viewer.none" | "lease.not_found" | "lease.rejected" | "lease.unauthorized" | "lease.hostname_conflict" | "lease.challenge_invalid" | "lease.transport_mismatch" | "lease.udp_disabled" | "lease.udp_capacity" | "lease.udp_ports" | "lease.tcp_disabled" | "lease.tcp_capacity" | "lease.tcp_ports" | "relay.unavailable" | "relay.ip_banned" | "relay.admin_token" | "relay.invalid_mode" | "relay.invalid_ip" | "relay.invalid_address" | "relay.http11_only" | "relay.hijack_failed" | "server.draining" | "server.unavailable" | "internal";
            /** @description Of every 400: a list of `{field, message}`. */
            details?: unknown;
        };
        RelayError: {
            /** @enum {boolean} */
            ok: false;
            error: {
                /** @description What programs branch on: `lease_not_found`. */
                code: string;
                /** @description A sentence for a person. */
                message: string;
            };
        };
        PaymentError: {
            /** @description A sentence for a person. */
            message: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    AdminSettings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSettings"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminSettings_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSettings"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_list: {
        parameters: {
            query?: {
                /** @description Part of the user name or nickname. */
                q?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUserReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminUsers_resetTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    InviteCode_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCodeReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    InviteCode_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCodeReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Token_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Token_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Token_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Token_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeTokenBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Token_issueTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WsTicketReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Password_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiKeys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiKeys_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiKeys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiKeys_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TwoFactor_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorStatusReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TwoFactor_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorSetupReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TwoFactor_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCodeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorEnabledReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TwoFactor_disable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorDisabledReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TwoFactor_renewBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupCodesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Registration_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthOptionsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Registration_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Registration_setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Passkeys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Passkeys_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterPasskey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Passkeys_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreationOptions"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Passkeys_rename: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenamePasskey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Passkeys_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PasskeySignIn_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyRequestOptions"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PasskeySignIn_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyResponse"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Oidc_login: {
        parameters: {
            query?: {
                /** @description Path of the web app to go to afterwards. */
                return_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Oidc_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Identities_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Identities_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OidcLoginQuery"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OidcLinkReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Identities_unlink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Me_setStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Me_setNickname: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NicknameBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicknameReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Me_setAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarFields"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvatarReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Me_setAnonymous: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnonymousBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnonymousReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SshKeys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SshKeyListReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SshKeys_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSshKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSshKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SshKeys_authorized: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SshKeys_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SshKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SshKeys_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Stats_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicStatsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ConnectionImport_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportConnections"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTypesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionList"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateConnection"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateConnection"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_togglePin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PinReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_duplicate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_launchInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaunchReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Connections_health: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HostKeys_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HostKeys_trust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrustHostKey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HostKeys_forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Services_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceList"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Services_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Services_health: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceTypesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminServiceList"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateService"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminServiceReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminServiceReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateService"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminServiceReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_hostKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_trustHostKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrustHostKey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminServices_forgetHostKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_list: {
        parameters: {
            query?: {
                /** @description Of all users; administrators only. */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsReply$1"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_recent: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsReply$1"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Sessions_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Audit_list: {
        parameters: {
            query?: {
                /** @description An action (`user.banned`) or all about a noun (`user`). */
                action?: string;
                /** @description Name of who did it, whatever its case. */
                actor?: string;
                /** @description Name of whom or what it was done to, whatever its case. */
                target?: string;
                /** @description Id of a channel. */
                room_id?: number;
                /** @description Only entries from before this moment. */
                before?: string;
                /** @description Only entries from this moment on. */
                after?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Search_search: {
        parameters: {
            query: {
                /** @description Words, all of which must occur, and "quoted phrases". A word also finds longer ones it is part of. */
                q: string;
                scope?: "all" | "channels" | "dms";
                /** @description Id of a channel. */
                channel_id?: number;
                /** @description Id of a conversation. */
                conversation_id?: number;
                /** @description User name of the sender, whatever its case. */
                from?: string;
                has?: "image";
                /** @description Only messages from before this moment. */
                before?: string;
                /** @description Only messages from this moment on. */
                after?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminChannels_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminChannels_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    AdminChannels_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_search: {
        parameters: {
            query?: {
                /** @description Part of the user name or nickname, in any case. */
                q?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundUsers"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_addMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_setRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRoleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Channels_removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Threads_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Discovery_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["DiscoveryReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Discovery_announce: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Announcement"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["AnnouncementReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Discovery_addHop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Discovery_removeHop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Conversations_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_messages: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Messages before this one. */
                before_id?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Conversations_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewParticipants"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Voice_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IceServersReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_list: {
        parameters: {
            query?: {
                user_id?: number;
                room_id?: number;
                kind?: "timeout" | "mute" | "ban";
                /** @description The `next_cursor` of the page before. */
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SanctionsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_timeout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TimeoutBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SanctionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_mute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SanctionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SanctionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_ban: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SanctionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SanctionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_untimeout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sanctioned"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_unmute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sanctioned"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Moderation_unban: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sanctioned"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomodKindsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomodRulesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAutomodRule"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomodRuleReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomodRuleReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAutomodRule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomodRuleReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Automod_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestAutomod"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAutomodReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Blocking_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedUsersReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Blocking_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Blocking_unblock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Retention_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Retention_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Retention_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ChatUploads_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUploadReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ChatUploads_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Notifications_list: {
        parameters: {
            query?: {
                /** @description Only those that are unread. */
                unread?: boolean;
                limit?: number;
                /** @description Only those older than the one with this id. */
                before?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Notifications_readAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadAllReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Notifications_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Notifications_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Push_publicKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Push_subscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscribePush"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Push_unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LinkPreviews_get: {
        parameters: {
            query: {
                /** @description An http or https address. */
                url: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkPreviewReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LinkPreviews_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Playback_status: {
        parameters: {
            query?: {
                /** @description What a link to a private stream carries. */
                share?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamStatusReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Playback_hls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Playback_preflight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Relays_platforms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayPlatformsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Relays_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelaysReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Relays_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelay"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Relays_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                relay_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelayChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Relays_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                relay_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Shares_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShare"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewShareReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Shares_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Shares_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    StreamBans_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BansReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    StreamBans_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBan"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BanReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    StreamBans_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStream"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_listPublic: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_listOpen: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StreamChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_replaceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Streams_rtmpToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RtmpTokenReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Thumbnails_choose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    thumbnail: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Thumbnails_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Thumbnails_read: {
        parameters: {
            query?: {
                /** @description What a link to a private stream carries. */
                share?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    WebRtc_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/sdp": string;
            };
        };
        responses: {
            /** @description The SDP answer; `Location` is the session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/sdp": string;
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_preflight[0]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    WebRtc_play: {
        parameters: {
            query?: {
                /** @description What a link to a private stream carries. */
                share?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/sdp": string;
            };
        };
        responses: {
            /** @description The SDP answer; `Location` is the session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/sdp": string;
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_preflight[1]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_end[0]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_preflight[2]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_addCandidates[0]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/trickle-ice-sdpfrag": string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_end[1]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_preflight[3]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "WebRtc_addCandidates[1]": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/trickle-ice-sdpfrag": string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Clips_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Clips_make: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClip"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipFields"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Clips_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClipFields"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_list: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedFolder"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_read: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadText"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_download: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_makeFolder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamedPath"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOfPath"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    path: string;
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFileReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_write: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOfPath"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_rename: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovePath"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOfPath"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodFiles_remove: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOfPath"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodPlayback_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodPlayback_play: {
        parameters: {
            query?: {
                /** @description As in the playlist: the answer may be kept. */
                v?: string;
                /** @description As in the playlist: microseconds that the segment is later than in its file. */
                shift?: number;
            };
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_save: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveStorage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageTest"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_hostKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_trustHostKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrustHostKey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostKeyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    VodStorage_forgetHostKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Vods_list: {
        parameters: {
            query?: {
                sort?: "name" | "size" | "modified";
                order?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingsReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Vods_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Vods_archive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArchiveRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Vods_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    RelayAdmins_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelayAdminLogin"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RelayAdminToken"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    RelayAdmins_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RelayAdminStatus"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    RelayAdmins_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Policy_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RelayPolicySettings"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Policy_replace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelayPolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RelayPolicySettings"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Policy_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeasePolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Policy_decideIp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IpPolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    State_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RelayHealth"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    State_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["PublicState"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    State_policyState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["PolicyState"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Ui_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["UiState"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Ui_status: {
        parameters: {
            query: {
                hostname: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["ServiceStatus"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    UiPolicy_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["UiPolicySettings"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    UiPolicy_amend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UiPolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["UiPolicySettings"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    UiPolicy_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["UiPolicyState"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    UiPolicy_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeasePolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    UiPolicy_decideIp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IpPolicyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Thumbnails_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hostname: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Install_shell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Install_powerShell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    Install_program: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_describeRelay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["DomainReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A session from now on. Clients that ask for no upgrade hear 200. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_issueChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChallenge"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["ChallengeReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_registerLease: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLease"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["LeaseReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_renewLease: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaseRenewal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["RenewalReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    SdkLease_unregisterLease: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaseEnd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        data: components["schemas"]["LeaseEndReply"];
                    };
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"];
                };
            };
        };
    };
    X402_supported: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportedReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentError"];
                };
            };
        };
    };
    X402_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentError"];
                };
            };
        };
    };
    X402_settle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettleReply"];
                };
            };
            /** @description A failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentError"];
                };
            };
        };
    };
}
