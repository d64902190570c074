import foccolojasPromob from './profiles/foccolojas-promob.json' with { type: 'json' };

/** The profiles that come with Elo, as data; read like one from a file. */
export const builtInProfiles: readonly unknown[] = [foccolojasPromob];
