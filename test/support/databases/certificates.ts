import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from './unprivileged.ts';

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWish {
  readonly folder: string;
  readonly name: string;
  /** `subjectAltName`, e.g. `IP:127.0.0.1` or `DNS:loja.example`. */
  readonly altName: string;
  /** `YYYYMMDDHHMMSSZ`; absent: now, for a day. */
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** Who signs; absent: itself. */
  readonly issuer?: Certificate;
  readonly authority?: boolean;
}

const openssl = (args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** A certificate as somebody makes it, sound or not. */
export function makeCertificate(o: CertificateWish, runner: Runner = {}): Certificate {
  const at = (ending: string): string => join(o.folder, `${o.name}.${ending}`);
  const subject = o.subject ?? `/CN=${o.name}`;
  openssl([
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    subject,
    '-keyout',
    at('key'),
    '-out',
    at('csr'),
  ]);
  const extensions =
    o.authority === true
      ? 'basicConstraints=critical,CA:true\nkeyUsage=keyCertSign,digitalSignature\n'
      : `subjectAltName=${o.altName}\n`;
  writeFileSync(at('ext'), extensions);
  const times = o.from === undefined ? ['-days', '1'] : ['-not_before', o.from, '-not_after', o.to ?? o.from];
  const signer =
    o.issuer === undefined
      ? ['-signkey', at('key')]
      : ['-CA', o.issuer.certFile, '-CAkey', o.issuer.keyFile, '-CAcreateserial'];
  if (o.from === undefined) {
    openssl([
      'x509',
      '-req',
      '-in',
      at('csr'),
      ...signer,
      ...times,
      '-extfile',
      at('ext'),
      '-out',
      at('crt'),
    ]);
  } else {
    // Only `ca` sets both ends of the time in every version of OpenSSL.
    writeFileSync(at('index'), '');
    writeFileSync(at('serial'), '01\n');
    writeFileSync(
      at('cnf'),
      `[ca]\ndefault_ca=a\n[a]\ndatabase=${at('index')}\nserial=${at('serial')}\nnew_certs_dir=${o.folder}\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`,
    );
    const by =
      o.issuer === undefined
        ? ['-selfsign', '-keyfile', at('key')]
        : ['-cert', o.issuer.certFile, '-keyfile', o.issuer.keyFile];
    openssl([
      'ca',
      '-batch',
      '-notext',
      '-config',
      at('cnf'),
      ...by,
      '-in',
      at('csr'),
      '-startdate',
      o.from,
      '-enddate',
      o.to ?? o.from,
      '-extfile',
      at('ext'),
      '-out',
      at('crt'),
    ]);
  }
  if (runner.uid !== undefined && runner.gid !== undefined) {
    for (const ending of ['key', 'crt']) chownSync(at(ending), runner.uid, runner.gid);
  }
  return {
    certFile: at('crt'),
    keyFile: at('key'),
    cert: readFileSync(at('crt'), 'utf8'),
    key: readFileSync(at('key'), 'utf8'),
  };
}
