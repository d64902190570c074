/** One part of the window in three languages; every key stands in each of them. */
export interface WindowTexts<K extends string> {
  readonly 'pt-BR': Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
  readonly es: Readonly<Record<K, string>>;
}

/** Texts of one part of the window. Keys begin with the part's name; Portuguese decides which keys there are. */
export function defineTexts<const K extends string>(texts: {
  readonly 'pt-BR': Readonly<Record<K, string>>;
  readonly en: Readonly<Record<NoInfer<K>, string>>;
  readonly es: Readonly<Record<NoInfer<K>, string>>;
}): WindowTexts<K> {
  return texts;
}
