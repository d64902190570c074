/** Which checks belong together, in the order a person would go through them; the first broken one is the cause. */
export interface Profile {
  readonly profile: string;
  readonly fields: readonly { readonly name: string; readonly required: boolean; readonly secret: boolean }[];
  readonly checks: readonly string[];
}

export const profiles: readonly Profile[] = [
  {
    profile: 'foccolojas-promob',
    fields: [],
    checks: [
      'server-address',
      'server-name',
      'server-answers',
      'clock',
      'vault',
      'signed-in',
      'promob-link',
      'folders-watched',
      'folders-readable',
      'disk-space',
      'history-sound',
      'queue-moving',
    ],
  },
];
