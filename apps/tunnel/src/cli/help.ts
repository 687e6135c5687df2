import { EXPOSE_FLAGS } from './expose-arguments.js';

export const HELP = `portal-tunnel publishes a local service under a public name, through a relay that cannot read it.

Usage
  portal-tunnel expose <port | host:port> --relay <url> [flags]
  portal-tunnel expose --config <file>
  portal-tunnel config check <file>      say what is wrong with a configuration file
  portal-tunnel identity [--name <label> | --identity <file>]
                                         show a name's address and file, making it if it is new
  portal-tunnel version
  portal-tunnel help

Examples
  portal-tunnel expose 3000 --name demo --relay https://localhost:8443
  portal-tunnel expose 127.0.0.1:25565 --name game --tcp --relay https://relay.example
  portal-tunnel expose 3000 --udp 5353 --name dns --relay https://relay.example
  portal-tunnel expose --config tunnels.json --json

Flags of expose
${flagLines()}

Exit codes
  0 ended by Ctrl-C or SIGTERM    2 wrong arguments, configuration or identity
  3 every relay refused           4 a relay reads along    1 anything else
`;

function flagLines(): string {
  const flags = Object.entries(EXPOSE_FLAGS).map(([name, flag]) => ({
    left: `--${name}${'value' in flag ? ` <${flag.value}>` : ''}`,
    right: flag.help,
  }));
  const width = Math.max(...flags.map(({ left }) => left.length)) + 3;
  return flags.map(({ left, right }) => `  ${left.padEnd(width)}${right}`).join('\n');
}
