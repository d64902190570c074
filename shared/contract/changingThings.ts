/** What a client may show and must read again when it changes. */
export const changingThings = [
  'account',
  'online',
  'queue',
  'folders',
  'files',
  'listings',
  'environments',
  'notifications',
  'creations',
  'customers',
  'prerequisites',
  'health',
  'setup',
  'settings',
  'desktop',
  'diagnosis',
] as const;
