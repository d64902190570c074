/** One rule of the integration between FoccoLojas and Promob, and the test that judges it. */
export interface Rule {
  readonly number: number;
  /** As the README's table says it. */
  readonly title: string;
  /** Beside this file. */
  readonly test: string;
}

/** The rules the user agreed to, in their order. */
export const rules: readonly Rule[] = [
  {
    number: 1,
    title: 'Prerequisites of store and machine are known, each with how it was found out',
    test: 'rule01Prerequisites.test.ts',
  },
  {
    number: 2,
    title: 'Every user links once; the responsible user configures the store instead',
    test: 'rule02LinkOnce.test.ts',
  },
  {
    number: 3,
    title: 'A changed Promob password means linking again; nothing is lost meanwhile',
    test: 'rule03ChangedPassword.test.ts',
  },
  {
    number: 4,
    title: 'A new customer of FoccoLojas is there in Elo and becomes available in Promob',
    test: 'rule04NewCustomer.test.ts',
  },
  {
    number: 5,
    title: 'Environments are created in the background; nobody waits to start the next',
    test: 'rule05EnvironmentsInBackground.test.ts',
  },
  {
    number: 6,
    title: 'Every save is reported, and everybody is told what to do',
    test: 'rule06SavedNotified.test.ts',
  },
  {
    number: 7,
    title: 'Preparar and Negociar hand over the newest fresh listing with its save',
    test: 'rule07PrepareNegotiate.test.ts',
  },
  {
    number: 8,
    title: 'Each update makes a new version; Promob opens at any of them',
    test: 'rule08UpdateVersions.test.ts',
  },
  {
    number: 9,
    title: 'An update changes items by Promob only, never items added by hand',
    test: 'rule09ManualItems.test.ts',
  },
  {
    number: 10,
    title: 'The quote of an out-of-date project is never approved',
    test: 'rule10ApprovalGate.test.ts',
  },
  {
    number: 11,
    title: 'Review after the financial release, first update mandatory, locked once complete',
    test: 'rule11Review.test.ts',
  },
  {
    number: 12,
    title: 'A project that exists in Promob already is bound by evidence and consent',
    test: 'rule12Legacy.test.ts',
  },
  {
    number: 13,
    title: 'Technical assistance hangs on an occurrence, blank or from the review',
    test: 'rule13Assistance.test.ts',
  },
];

/** The README's table of the rules, as it must stand there. */
export function rulesTable(): string {
  const files = rules.map(({ test }) => `[${test}](test/integration/rules/${test})`);
  // Three dashes are the least that a line of a table may have.
  const widths = [
    3,
    Math.max(...rules.map(({ title }) => title.length)),
    Math.max(...files.map((f) => f.length)),
  ];
  const row = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  return [
    row(['', 'rule', 'test']),
    row(['', '', ''], '-'),
    ...rules.map(({ number, title }, at) => row([String(number), title, files[at] ?? ''])),
  ].join('\n');
}
