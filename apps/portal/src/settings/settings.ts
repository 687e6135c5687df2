/** What administrators change at run time. Types and defaults; `settings.dto.ts` validates. */
export interface Settings {
  /** Whether an invite code opens an account. */
  registration_open: boolean;
  /** RFC 1918, unique local and carrier-grade NAT targets, by who asks. */
  connections_private: boolean;
  services_private: boolean;
  browser_private: boolean;
  /** CIDR ranges that are always allowed or always refused; metadata addresses open only by the environment. */
  network_allow: string[];
  network_deny: string[];
  /** Live remote sessions a user may have at once. */
  sessions_per_user: number;
}

export const DEFAULT_SETTINGS: Settings = {
  registration_open: true,
  connections_private: false,
  services_private: true,
  browser_private: false,
  network_allow: [],
  network_deny: [],
  sessions_per_user: 20,
};
