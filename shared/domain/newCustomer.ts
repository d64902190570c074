import { bareTaxNumber, isCnpj, isCpf } from './taxNumber.ts';

/** A customer as a person typed him. */
export interface NewCustomer {
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** CPF or CNPJ. */
  readonly document?: string | undefined;
}

export type CustomerField = keyof NewCustomer;

/** What is wrong with one field; the texts have a sentence for each code. */
export interface FieldFault<Field extends string = string> {
  readonly field: Field;
  readonly code: string;
}

/** Promob takes names of 3 to 100 characters. */
const shortestName = 3;
const longestName = 100;
/** Promob refuses a name with as many equal characters in a row. */
const mostEqual = 4;
/** Words Promob takes for no name. */
const placeholders = new Set(['projeto', 'teste', 'cliente']);
/** Longest e-mail address and phone FoccoLojas takes. */
const longestEmail = 200;
const longestPhone = 40;
/** Area code and number: 8 digits, 9 for a mobile phone. */
const shortestPhone = 10;
const longestNumber = 11;
const countryCode = '55';

function nameFault(name: string): string | null {
  const characters = Array.from(name);
  if (characters.length < shortestName) return 'name-too-short';
  // Counted as the other side does, so that no name of rare characters passes here and is refused there.
  if (name.length > longestName) return 'name-too-long';
  if (placeholders.has(name.toLowerCase())) return 'name-placeholder';
  // A letter stays itself as a capital: “Aaaa” has four equal ones.
  const letters = Array.from(name.toLowerCase());
  let inARow = 1;
  for (let at = 1; at < letters.length; at += 1) {
    inARow = letters[at] === letters[at - 1] ? inARow + 1 : 1;
    if (inARow === mostEqual) return 'name-repeats';
  }
  return null;
}

function phoneFault(phone: string): string | null {
  if (phone.length > longestPhone || /[^\d\s()+.-]/.test(phone)) return 'phone-malformed';
  const all = phone.replaceAll(/\D/g, '');
  const withCountry = all.startsWith(countryCode) && all.length > longestNumber;
  const digits = withCountry ? all.slice(countryCode.length) : all;
  if (digits.length < shortestPhone) return 'phone-area-code';
  if (digits.length > longestNumber) return 'phone-malformed';
  // No area code of Brazil has a zero in it (11 to 99).
  return digits[0] === '0' || digits[1] === '0' ? 'phone-area-code' : null;
}

function emailFault(email: string): string | null {
  if (email.length > longestEmail) return 'email-malformed';
  const [before, host, ...more] = email.split('@');
  const hasDot = host !== undefined && /^[^.].*\.[^.]+$/.test(host);
  return before !== undefined && before !== '' && hasDot && more.length === 0 && !/\s/.test(email)
    ? null
    : 'email-malformed';
}

function documentFault(bare: string): string | null {
  if (bare.length === 11 && /^\d+$/.test(bare)) return isCpf(bare) ? null : 'document-check-digits';
  if (bare.length === 14) return isCnpj(bare) ? null : 'document-check-digits';
  return 'document-length';
}

/** What was typed, without blanks around it; what is empty was not given. */
function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
}

/**
 * A new customer as Promob and FoccoLojas take him (document bare, blanks around removed), with everything they would
 * refuse. At most one fault a field, in the order of the form.
 */
export function checkNewCustomer(typed: NewCustomer): {
  readonly customer: NewCustomer;
  readonly faults: readonly FieldFault<CustomerField>[];
} {
  const name = typed.name.trim();
  const email = given(typed.email);
  const phone = given(typed.phone);
  const written = given(typed.document);
  const document = written === undefined ? undefined : bareTaxNumber(written);
  const found: readonly (readonly [CustomerField, string | null])[] = [
    ['name', nameFault(name)],
    ['phone', phone === undefined ? null : phoneFault(phone)],
    ['email', email === undefined ? null : emailFault(email)],
    ['document', document === undefined ? null : documentFault(document)],
  ];
  return {
    customer: {
      name,
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(document === undefined ? {} : { document }),
    },
    faults: found.flatMap(([field, code]) => (code === null ? [] : [{ field, code }])),
  };
}

/** Faults as an error's details carry them; `fieldsOf` reads them. */
export function faultsInDetails(faults: readonly FieldFault[]): string {
  return faults.map(({ field, code }) => `${field}:${code}`).join(', ');
}
