import type { Migration } from '../../database/migrateDatabase.ts';
import { initial } from './0010initial.ts';
import { events } from './0020events.ts';
import { retention } from './0030retention.ts';
import { home } from './0040home.ts';
import { creations } from './0070creations.ts';
import { identity } from './0050identity.ts';
import { occurrences } from './0064occurrences.ts';
import { openedVersions } from './0072openedVersions.ts';
import { updateWaits } from './0074updateWaits.ts';
import { unreadable } from './0080unreadable.ts';
import { apart } from './0082apart.ts';
import { copiesOfOthers } from './0090copiesOfOthers.ts';

/** Every step of history.db's shape, in order. A released step is never changed; a new one goes to the end. */
export const migrations: readonly Migration[] = [
  initial,
  events,
  retention,
  home,
  identity,
  occurrences,
  creations,
  openedVersions,
  updateWaits,
  unreadable,
  apart,
  copiesOfOthers,
];
