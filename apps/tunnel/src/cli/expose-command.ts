import { once } from 'node:events';
import type { ExposeOptions } from '../exposure.js';
import { Tunnel, TunnelRefused } from '../tunnel.js';
import { readCa, readConfigFile } from './config-file.js';
import { CommandError, EXIT } from './exit-code.js';
import { readExposeArguments } from './expose-arguments.js';
import { JsonReporter } from './json-reporter.js';
import { LineReporter } from './line-reporter.js';
import { wantsColor } from './paint.js';
import type { Output, Reporter } from './reporter.js';
import { StatusScreen } from './status-screen.js';

export interface CommandContext {
  out: Output;
  err: Output;
  env: NodeJS.ProcessEnv;
  /** Aborts when somebody asks the command to end. */
  ending: AbortSignal;
}

/** Publishes until `ending` or until every relay has refused. Returns the exit code. */
export async function exposeCommand(args: string[], context: CommandContext): Promise<number> {
  const { flags, configFile, caFile, json } = readExposeArguments(args, context.env);
  const shared = caFile === undefined ? flags : { ...flags, ca: await readCa(caFile) };
  const services = configFile === undefined ? [shared as ExposeOptions] : await readConfigFile(configFile, shared);
  const tunnels: Tunnel[] = [];
  let reporter: Reporter | undefined;
  try {
    for (const options of services) {
      // Attached before the first await after it was opened: no event is missed.
      const tunnel = await Tunnel.open(options);
      tunnels.push(tunnel);
      reporter ??= reporterFor(context, json);
      reporter.attach(tunnel);
    }
    await Promise.race([Promise.all(tunnels.map((tunnel) => tunnel.done)), aborted(context.ending)]);
  } finally {
    await Promise.all(tunnels.map((tunnel) => tunnel.close()));
    await reporter?.close();
  }
  if (context.ending.aborted) {
    if (!json) context.err.write(`${farewell(tunnels)}\n`);
    return EXIT.ok;
  }
  throw refusal(tunnels);
}

function reporterFor({ out, env }: CommandContext, json: boolean): Reporter {
  if (json) return new JsonReporter({ out });
  const color = wantsColor(out, env);
  return out.isTTY && env['TERM'] !== 'dumb' ? new StatusScreen({ out, color }) : new LineReporter({ out, color });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function farewell(tunnels: Tunnel[]): string {
  const total = tunnels.flatMap(({ statuses }) => statuses).reduce((sum, status) => sum + status.total, 0);
  const names = tunnels.map(({ name }) => name).join(', ');
  return `Ended: ${names} ${tunnels.length === 1 ? 'is' : 'are'} no longer public (${total} connections served).`;
}

function refusal(tunnels: Tunnel[]): CommandError {
  const problems = tunnels.flatMap(({ statuses }) => statuses).flatMap(({ problem }) => problem ?? []);
  const code = problems.some((problem) => problem.code === 'relay.intercepts') ? EXIT.intercepted : EXIT.refused;
  return new CommandError(`No relay serves:\n${new TunnelRefused(problems).message}`, code);
}
