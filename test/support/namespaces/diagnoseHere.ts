/**
 * Runs the profile of DMaster's online access on the machine it is started on, with the engine's own checks, client and
 * readers, and prints the results as JSON. Usage: SERVER|none [CONSENT] [ADMITS] [PROFILE FILE]
 */
import { readFileSync } from 'node:fs';
import { createFoccoLojasClient } from '../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import { builtInProfiles } from '../../../electron/engine/diagnostics/builtInProfiles.ts';
import { createChecks } from '../../../electron/engine/diagnostics/createChecks.ts';
import { fieldValues } from '../../../electron/engine/diagnostics/fieldValues.ts';
import { planChecks } from '../../../electron/engine/diagnostics/planChecks.ts';
import type { DiagnosticsParts } from '../../../electron/engine/diagnostics/ports.ts';
import { readProfile } from '../../../electron/engine/diagnostics/readProfile.ts';
import { runChecks } from '../../../electron/engine/diagnostics/runChecks.ts';
import { verdictOf } from '../../../electron/engine/diagnostics/verdict.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import { createLinuxReader } from '../../../electron/engine/platform/linux/linuxReader.ts';
import { createRunTool } from '../../../electron/engine/platform/machine/runTool.ts';
import { systemClock as clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

const [server = 'none', consent = '', admits = '', file] = process.argv.slice(2);
const http = createHttp({ userAgent: 'Elo/test', clock });
const serverUrl = server === 'none' ? null : server;
const client =
  serverUrl === null
    ? null
    : createFoccoLojasClient({
        http,
        baseUrl: serverUrl,
        clock,
        tokens: { accessToken: () => Promise.resolve('token'), refresh: () => Promise.resolve(null) },
      });
// Only what the checks of a port and of the network ask for; the rest of the engine is not needed.
const parts = {
  http,
  clock,
  platform: process.platform,
  serverUrl: () => serverUrl,
  proxyFor: () => Promise.resolve(null),
  probePort({ family, ...body }, signal) {
    if (client === null) throw new EloError('server-not-set', 'no address of FoccoLojas is set');
    return client.probePort({ body }, { signal, family, timeoutMs: 7_000 });
  },
} as Partial<DiagnosticsParts> as DiagnosticsParts;

const kinds = createChecks(parts);
const data = builtInProfiles.map((each) => readProfile(each, new Set(kinds.keys())));
const profile =
  file === undefined
    ? data.find(({ id }) => id === 'dmaster-acesso-online')
    : readProfile(JSON.parse(readFileSync(file, 'utf8')), new Set(kinds.keys()));
if (profile === undefined) throw new Error('the profile is gone');
const fields = fieldValues(profile, file === undefined ? { 'outside-probe': consent } : {});
const checks =
  file === undefined
    ? profile.checks.map((check) => ({ ...check, with: { ...check.with, admits } }))
    : profile.checks;
// The engine's clock keeps no process alive; the engine itself does.
const alive = setInterval(() => undefined, 60_000);
const begun = performance.now();
const results = await runChecks(planChecks({ ...profile, checks }, kinds, fields), {
  clock,
  fields,
  secret: () => Promise.resolve(null),
  budgetMs: 10_000,
  platform: process.platform,
  machine: createLinuxReader(createRunTool(clock)),
  signal: new AbortController().signal,
  onResult: () => undefined,
});
const durationMs = Math.round(performance.now() - begun);
process.stdout.write(JSON.stringify({ ...verdictOf(results, profile.goal), durationMs, checks: results }));
http.close();
clearInterval(alive);
