/** The name of the variable a secret of a profile is taken from. */
export const secretVariable = (field: string): string =>
  `ELO_SECRET_${field.toUpperCase().replaceAll('-', '_')}`;
