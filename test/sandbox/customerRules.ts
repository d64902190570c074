import type { FieldFault } from './refusal.ts';
import { Refusal } from './refusal.ts';

/** A customer as asked for. */
export interface CustomerInput {
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly document?: string | undefined;
}

/** Weighted sum modulo 11 of the Receita Federal; characters count as their code minus 48 (digits 0–9, letters 17–42). */
function checkDigit(characters: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (characters.charCodeAt(at) - 48), 0);
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}

function falling(from: number): number[] {
  return Array.from({ length: from - 1 }, (_, at) => from - at);
}

function isCpf(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1{10}$/.test(text)) return false;
  return (
    checkDigit(text, falling(10)) === Number(text[9]) && checkDigit(text, falling(11)) === Number(text[10])
  );
}

/** Old and new (alphanumeric, from July 2026) CNPJ: twelve digits or letters and two check digits. */
function isCnpj(text: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(text) || /^(\d)\1{13}$/.test(text)) return false;
  const first = checkDigit(text, [5, 4, 3, 2, ...falling(9)]);
  const second = checkDigit(text, [6, 5, 4, 3, 2, ...falling(9)]);
  return first === Number(text[12]) && second === Number(text[13]);
}

/**
 * Checks a customer as Promob would (name 3 to 100 characters, no four equal in a row, no placeholder word, phone with
 * area code, e-mail) and his CPF or CNPJ, and answers him with the document bare.
 * @throws Refusal validation-failed naming each field
 */
export function checkedCustomer(input: CustomerInput): CustomerInput {
  const errors: FieldFault[] = [];
  const fault = (field: string, code: string, message: string): void => {
    errors.push({ path: `body.${field}`, code, message });
  };
  const name = input.name.trim();
  if (name.length < 3 || name.length > 100) fault('name', 'name-length', '3 to 100 characters');
  if (/(.)\1{3}/iu.test(name)) fault('name', 'name-repeats', 'no four equal characters in a row');
  if (/^(projeto|teste|cliente)$/i.test(name)) fault('name', 'name-placeholder', 'a placeholder is no name');
  if (input.email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email)) {
    fault('email', 'email-malformed', 'not an e-mail address');
  }
  const phone = input.phone?.replaceAll(/[^\d]/g, '').replace(/^55(?=\d{10,11}$)/, '');
  if (phone !== undefined && !/^[1-9]\d{9,10}$/.test(phone))
    fault('phone', 'phone-area-code', 'area code and number');
  const document = input.document?.replaceAll(/[.\-/\s]/g, '').toUpperCase();
  if (document !== undefined && !isCpf(document) && !isCnpj(document)) {
    fault('document', 'document-check-digits', 'not a CPF or CNPJ');
  }
  if (errors.length > 0)
    throw new Refusal('validation-failed', 'Promob would refuse this customer', { errors });
  return { name, email: input.email, phone: input.phone, document };
}
