/**
 * Which hosts outside are asked, besides FoccoLojas: data, and overridable by the parameters of a profile. None of them is
 * told anything but that somebody asks.
 */
export const outsideHosts = {
  /** A name that has been there for thirty years: the registry of `.br` itself. */
  name: 'registro.br',
  /** Resolvers that belong to no provider, asked where the network's own fails. */
  resolvers: ['1.1.1.1', '8.8.8.8'],
  /** Answers 204 and nothing else, by plain HTTP: whatever else comes is somebody on the way. */
  plainPage: 'http://connectivitycheck.gstatic.com/generate_204',
} as const;
