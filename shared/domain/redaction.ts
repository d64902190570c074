/** What {@link redaction} should know of the machine. */
export interface RedactionOptions {
  /** Home folders as the system spells them (`C:\Users\maria`, `/home/maria`); found in every spelling. */
  readonly homes?: readonly string[];
  /** Also network addresses; they help support and name nobody, so they stay by default. */
  readonly addresses?: boolean;
}

/** Takes personal data and secrets out of what is logged or sent to support. */
export interface Redaction {
  readonly text: (text: string) => string;
  /** A copy of plain data with every string redacted, and fields whose name says so masked whole. Bounded; never throws. */
  readonly value: (value: unknown) => unknown;
}

/** A line of log is short; beyond this it is a payload that slipped in. */
const longestText = 16 * 1024;
/** Deep enough for an error with causes and details. */
const deepest = 8;
const mostEntries = 200;

/** Field names that hold a secret whatever the value looks like. Compared without case, `-` and `_`. */
const secretNames =
  /^(authorization|proxyauthorization|cookie|setcookie|password|senha|passphrase|secret|clientsecret|(access|refresh|id|bearer|control)?tokens?|code|usercode|devicecode|codeverifier|apikey|privatekey|key)$/;
/** Field names that hold something personal. */
const personalNames =
  /^(name|nome|username|customername|customer|cliente|projectname|environmentname|filename|file|path|paths|folder|dir|email|phone|telefone|celular|fax|document|cpf|cnpj|cpfcnpj|rg|address|endereco|bairro|cep|birthdate|nascimento|promobuser)$/;

/** Secrets inside text: `name=value`, `name: value`, `"name":"value"`. The name stays, the value is masked. */
const assignments =
  /(\b(?:access_token|refresh_token|id_token|token|client_secret|code_verifier|device_code|user_code|code|password|senha|secret|api_?key|cookie|set-cookie)\b["']?\s*[=:]\s*["']?)([^\s"'&;,}]{1,4096})/gi;
const schemes = /\b((?:Bearer|Basic|DPoP)\s+)([A-Za-z0-9._~+/=-]{6,8192})/gi;
/** Three base64url parts, the first beginning as `{"` does. */
const jwt = /\beyJ[\w-]{5,8192}\.[\w-]{2,8192}(?:\.[\w-]{0,8192})?/g;
const credentialsInUrl = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)([^\s/@:]{1,256}:[^\s/@]{1,256})(?=@)/gi;
const email = /[\p{L}\p{N}._%+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
/** CNPJ with its marks; letters are allowed since July 2026 (Receita Federal, IN RFB 2.229/2024). */
const cnpjMarked = /(?<![\w.])[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}\/[0-9A-Z]{4}-\d{2}(?!\w)/gi;
const cpfMarked = /(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g;
/** Bare digits are only taken for CPF or CNPJ when their check digits agree; ids and sizes stay readable. */
const bareDigits = /(?<![\w.-])(?:\d{14}|\d{11})(?![\w-])/g;
/** Brazilian numbers: country and area code optional, eight or nine digits with a dash or blank, or +55 and digits only. */
const phone =
  /(?<![\w.,-])(?:\+?55[\s-]?)?(?:\(\d{2}\)\s?|\d{2}[\s-])9?\s?\d{4}[-\s]\d{4}(?![\w-])|(?<![\w.])\+55\d{10,11}(?!\w)|(?<![\w.,-])9\d{4}-\d{4}(?![\w-])|\(\d{2}\)\s?\d{8,9}(?!\w)/g;
/** The separator in any spelling: slash, backslash, doubled backslash (JSON), percent-encoded. */
const separator = String.raw`(?:\\{1,4}|\/|%5C|%2F)`;
const homeFolder = new RegExp(
  String.raw`((?:Users|Usuários|Usu%C3%A1rios|Documents and Settings|home)${separator})((?!Public\b|Público\b|Default\b)(?:(?!%5C|%2F)[^\\/:*?"<>|\r\n]){1,80}?)(?=${separator}|["'<>|:*?\r\n]|$)`,
  'giu',
);
/** Paths as Node's file errors quote them; up to the last quote of the line, since names hold apostrophes. */
const quotedPath = /'((?:[A-Za-z]:[\\/]|\\\\|\/)[^\r\n]{1,2000})'/g;
/** Project files and listings are mostly named after customers. */
const projectFile = /(?:(?!%5C|%2F)[^\\/:*?"'<>|\r\n=]){1,120}(?=\.(?:promob|bak|xml)\b)/giu;
const ipAddress =
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])/gi;

/**
 * Builds the redaction used by log and support bundle. What is taken out leaves its kind and last three characters,
 * `[e-mail …ria]`, so that two lines about the same thing can be matched (values under eight characters leave none).
 */
export function redaction(options: RedactionOptions = {}): Redaction {
  const homes = (options.homes ?? []).filter((home) => home.length > 3).map(homePattern);

  const text = (given: string): string => {
    let out = given.length > longestText ? `${given.slice(0, longestText)} [cut]` : given;
    out = out.replace(schemes, (_all, scheme: string, token: string) => scheme + masked('secret', token));
    out = out.replace(jwt, (token) => masked('secret', token));
    out = out.replace(
      credentialsInUrl,
      (_all, scheme: string, pair: string) => scheme + masked('secret', pair),
    );
    out = out.replace(assignments, (all: string, name: string, value: string) =>
      // Already masked, or a word of our own such as an error's code.
      value.startsWith('[') || /^(?:Bearer|Basic|DPoP)$/i.test(value) || isPlainCode(name, value)
        ? all
        : name + masked('secret', value),
    );
    out = out.replace(quotedPath, (_all, path: string) => `'${masked('path', path)}'`);
    for (const home of homes) out = out.replace(home, '[home]');
    out = out.replace(homeFolder, (all: string, place: string, user: string) =>
      user.startsWith('[') ? all : place + masked('user', user),
    );
    out = out.replace(email, (all) => masked('e-mail', all.split(/@|%40/)[0] ?? all));
    out = out.replace(projectFile, (name) => (name.trim().startsWith('[file') ? name : masked('file', name)));
    out = out.replace(cnpjMarked, (number) => masked('cnpj', number));
    out = out.replace(cpfMarked, (number) => masked('cpf', number));
    out = out.replace(bareDigits, (digits) =>
      digits.length === 14
        ? isCnpj(digits)
          ? masked('cnpj', digits)
          : digits
        : isCpf(digits)
          ? masked('cpf', digits)
          : digits,
    );
    out = out.replace(phone, (number) => masked('phone', number));
    if (options.addresses) out = out.replace(ipAddress, (address) => masked('address', address));
    return out;
  };

  const value = (given: unknown, depth = 0, name = ''): unknown => {
    if (given === null || typeof given === 'boolean' || typeof given === 'number') {
      return secretNames.test(name) && typeof given === 'number' ? '[secret]' : given;
    }
    if (given === undefined) return undefined;
    if (typeof given === 'bigint') return given.toString();
    if (typeof given === 'string') {
      if (secretNames.test(name) && !isPlainCode(name, given)) return masked('secret', given);
      // Of a path the end is the file's name, so its type is what may stay.
      if (personalNames.test(name)) return masked(name, given);
      return text(given);
    }
    if (typeof given !== 'object') return `[${typeof given}]`;
    if (depth >= deepest) return '[deep]';
    if (given instanceof Error) return value(errorFields(given), depth, name);
    if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) return `[${given.byteLength} bytes]`;
    if (given instanceof Date) return Number.isNaN(given.getTime()) ? '[date]' : given.toISOString();
    if (Array.isArray(given)) {
      return given.slice(0, mostEntries).map((entry: unknown) => value(entry, depth + 1, name));
    }
    const entries = Object.entries(given).slice(0, mostEntries);
    return Object.fromEntries(
      entries.map(([key, entry]) => [
        text(key),
        value(entry, depth + 1, key.toLowerCase().replaceAll(/[-_]/g, '')),
      ]),
    );
  };

  return {
    text,
    value: (given) => {
      try {
        return value(given);
      } catch {
        // A getter that throws, a revoked proxy: nothing of it may get out.
        return '[unreadable]';
      }
    },
  };
}

function masked(kind: string, value: string): string {
  const tail = value.trim();
  return tail.length < 8 ? `[${kind}]` : `[${kind} …${tail.slice(-3)}]`;
}

/** `code` is also the name of our errors' codes and of HTTP statuses: kebab-case words, Node's constants, three digits. */
function isPlainCode(name: string, value: string): boolean {
  if (!/^["']?code\b/i.test(name)) return false;
  return (
    /^[a-z]+(?:-[a-z]+)+$/.test(value) ||
    /^(?:E[A-Z]{3,20}|ERR_[A-Z_]{3,40})$/.test(value) ||
    /^\d{1,3}$/.test(value)
  );
}

function errorFields(error: Error): Record<string, unknown> {
  const { code, details, cause } = error as Error & { code?: unknown; details?: unknown };
  return {
    error: error.name,
    ...(code === undefined ? {} : { errorCode: code }),
    message: error.message,
    ...(details === undefined ? {} : { details }),
    ...(error.stack === undefined ? {} : { stack: error.stack.split('\n').slice(1, 12) }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** A home folder in any spelling: either slash, doubled, percent-encoded, and in any case (Windows compares without). */
function homePattern(home: string): RegExp {
  const parts = home.split(/[\\/]+/).map((part) => {
    const plain = escaped(part);
    const encoded = escaped(encodeURIComponent(part));
    return plain === encoded ? plain : `(?:${plain}|${encoded})`;
  });
  return new RegExp(`${parts.join(separator)}(?![\\p{L}\\p{N}_-])`, 'giu');
}

function escaped(text: string): string {
  // No `-`: outside a class it means itself, and escaping it is an error in a `u` expression.
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function isCpf(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += Number(digits[at]) * (length + 1 - at);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

function isCnpj(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += Number(digits[at]) * (((length - 1 - at) % 8) + 2);
    const rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check(12) === Number(digits[12]) && check(13) === Number(digits[13]);
}
