/** The name under which a port to the engine travels from the shell through the preload script to the page. */
export const portMessage = 'elo-engine-port';
