/** What an installer is made for. */
export interface InstallerTarget {
  /** Public root of the relay, without a slash at its end. */
  url: string;
  /** Whether its certificate may be one nobody knows: on this machine alone. */
  isLocal: boolean;
}

/** As one word of a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For POSIX shells. All of it is one function, so that a part of a download does nothing. */
export const installSh = ({ url, isLocal }: InstallerTarget): string => `#!/bin/sh
# Installs portal-tunnel, the client of the relay below. It runs on Node.js 20 or newer.
#   PORTAL_PREFIX  where to (bin and lib below it): /usr/local for root, else ~/.local
set -eu

RELAY_URL=${shellQuoted(url)}
# yes: on this machine alone, with a certificate nobody else knows.
RELAY_IS_LOCAL=${isLocal ? 'yes' : 'no'}

fail() {
  printf 'portal-tunnel: %s\\n' "$1" >&2
  exit 1
}

fetch() {
  if command -v curl >/dev/null 2>&1; then
    if [ "$RELAY_IS_LOCAL" = yes ]; then
      curl -k -fsSL --proto '=https' --max-redirs 3 -o "$2" "$1"
    else
      curl -fsSL --proto '=https' --max-redirs 3 -o "$2" "$1"
    fi
  elif command -v wget >/dev/null 2>&1; then
    if [ "$RELAY_IS_LOCAL" = yes ]; then
      wget -q --no-check-certificate -O "$2" "$1"
    else
      wget -q -O "$2" "$1"
    fi
  else
    fail 'curl or wget is needed.'
  fi
}

require_node() {
  command -v node >/dev/null 2>&1 || fail 'Node.js 20 or newer is needed: https://nodejs.org'
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
    fail "Node.js 20 or newer is needed, this is $(node --version): https://nodejs.org"
}

# The client is the same for all of them.
name_system() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) fail 'This script is for Linux and macOS. On Windows use install.ps1.' ;;
  esac
  case $(uname -m) in
    arm64 | aarch64) system="$system-arm64" ;;
    *) system="$system-amd64" ;;
  esac
}

sha256_of() {
  node -e 'process.stdout.write(require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex"))' "$1"
}

quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\\\\\''/g")"
}

main() {
  require_node
  name_system
  if [ -n "\${PORTAL_PREFIX:-}" ]; then
    prefix=$PORTAL_PREFIX
  elif [ "$(id -u)" = 0 ]; then
    prefix=/usr/local
  else
    prefix=$HOME/.local
  fi
  bin=$prefix/bin
  lib=$prefix/lib/portal-tunnel

  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  fetch "$RELAY_URL/api/install/bin/$system" "$work/client" || fail "The client could not be fetched from $RELAY_URL."
  fetch "$RELAY_URL/api/install/bin/$system.sha256" "$work/checksum" || fail 'Its checksum could not be fetched.'
  read -r expected _ <"$work/checksum" || fail 'Its checksum cannot be read.'
  [ "\${#expected}" = 64 ] || fail 'Its checksum cannot be read.'
  [ "$(sha256_of "$work/client")" = "$expected" ] || fail 'The checksum is wrong. Nothing was installed.'

  mkdir -p "$bin" "$lib" || fail "$prefix cannot be written to."
  cp "$work/client" "$lib/portal-tunnel.mjs.new"
  mv -f "$lib/portal-tunnel.mjs.new" "$lib/portal-tunnel.mjs"
  printf '#!/bin/sh\\nexec node %s "$@"\\n' "$(quoted "$lib/portal-tunnel.mjs")" >"$work/command"
  chmod 755 "$work/command"
  cp "$work/command" "$bin/portal-tunnel.new"
  mv -f "$bin/portal-tunnel.new" "$bin/portal-tunnel"
  # Somebody else's command of this name stays.
  if [ -L "$bin/portal" ] || [ ! -e "$bin/portal" ]; then
    ln -sf portal-tunnel "$bin/portal"
  fi

  printf 'Installed %s\\n' "$bin/portal-tunnel"
  case ":$PATH:" in
    *":$bin:"*) ;;
    *) printf 'It is not in your PATH yet: add %s\\n' "$bin" ;;
  esac
  printf 'Publish what listens on port 3000:\\n  portal-tunnel expose 3000 --name demo --relay %s\\n' "$(quoted "$RELAY_URL")"
}

main "$@"
`;
