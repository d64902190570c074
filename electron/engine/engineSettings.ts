import { z } from 'zod';
import { settingsSchema } from '../../shared/contract/windowSchemas.ts';
import { openSettingsFile } from './platform/settingsFile.ts';
import type { SettingsFile } from './platform/settingsFile.ts';

const schema = z.object({
  serverUrl: z.url().nullable().default(null),
  /** The watched folders once more, so that what lies in them is found again where the ledger was lost. */
  folders: z
    .array(z.object({ path: z.string().min(1).max(32_767), kind: z.enum(['local', 'share']) }))
    .max(1_000)
    .default([]),
  /** Where Promob posts listings to; off until the user turns it on. The place stays when it is turned off. */
  receiver: z
    .object({
      on: z.boolean(),
      place: z
        .object({ port: z.int().min(1).max(65_535), secret: z.string().regex(/^[0-9a-f]{32}$/) })
        .nullable(),
    })
    .default({ on: false, place: null }),
  /** The user went through the first run once. */
  setupDone: z.boolean().default(false),
  language: settingsSchema.shape.language.default('pt-BR'),
  theme: settingsSchema.shape.theme.default('system'),
});

/** `settings.json` of a data folder. */
export type EngineSettings = SettingsFile<z.infer<typeof schema>>;

/** @throws EloError `settings-unreadable` */
export function openEngineSettings(path: string, now: () => number): EngineSettings {
  return openSettingsFile(path, schema, now);
}
