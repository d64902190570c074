import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

/** "Version made by" of Promob's own containers (SharpZipLib). */
const MADE_BY = 51;
/** Deflate, 20 = version 2.0 of the format. */
const NEEDED = 20;
/** 2026-01-01 00:00 in MS-DOS form: a blank file is the same every time. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

function header(entry: Entry, packed: Buffer, offset: number | null): Buffer {
  const name = Buffer.from(entry.name, 'utf8');
  const central = offset !== null;
  const bytes = Buffer.alloc(central ? 46 : 30);
  let at = bytes.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
  if (central) at = bytes.writeUInt16LE(MADE_BY, at);
  at = bytes.writeUInt16LE(NEEDED, at);
  at = bytes.writeUInt16LE(0, at);
  at = bytes.writeUInt16LE(8, at);
  at = bytes.writeUInt16LE(0, at);
  at = bytes.writeUInt16LE(DOS_DATE, at);
  at = bytes.writeUInt32LE(crc32(entry.content), at);
  at = bytes.writeUInt32LE(packed.length, at);
  at = bytes.writeUInt32LE(entry.content.length, at);
  bytes.writeUInt16LE(name.length, at);
  if (offset !== null) bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name]);
}

function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content, { level: 9 });
    directory.push(header(entry, packed, offset));
    const local = header(entry, packed, null);
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

const PROLOG = '<?xml version="1.0" encoding="utf-8"?>';

function container(attributes: string, documents: string, containers: string, rest: string): string {
  return `<CONTAINER${attributes}><DOCUMENTS>${documents}</DOCUMENTS><CONTAINERS>${containers}</CONTAINERS>${rest}</CONTAINER>`;
}

/** A blank project file laid out like a real one (backslash names, BOM everywhere but promob.info), with nothing drawn and no save yet. */
export function blankProject(projectGuid: string): Buffer {
  const withBom = (text: string): Buffer => Buffer.from(`\uFEFF${PROLOG}${text}`, 'utf8');
  const ambientGuid = projectGuid.replace(/^.{8}/, '00000001');
  return zip([
    {
      name: 'promob.info',
      content: Buffer.from(
        `${PROLOG}<PROMOB SYSTEMID="2448" SYSTEMNAME="Enterprise" SYSTEMREVISION="" DISTRIBUTION="Plus"><VERSIONING VERSION="5" REVISION="60" BUILD="41" /><PROJECTHISTORY /></PROMOB>`,
        'utf8',
      ),
    },
    {
      name: 'solucao\\solucao.container',
      content: withBom(
        container(
          '',
          '<DOCUMENT FOLDER="document1" IDCODON="dadosCliente" />',
          '<CONTAINER FOLDER="container1" IDCODON="Projeto" />',
          `<METADATAMANAGER><METADATACOLLECTION><METADATA ID="CustomerNumber" VALUE="" /></METADATACOLLECTION></METADATAMANAGER><INFORMACOESADICIONAIS><PROJECTGUID GUID="${projectGuid}" /></INFORMACOESADICIONAIS>`,
        ),
      ),
    },
    {
      name: 'solucao\\container1\\container1.container',
      content: withBom(
        container(
          ' ID="2" NAME="Projeto" IDDOCUMENTOCONTAINERATUAL="2\\0"',
          '<DOCUMENT FOLDER="document1" IDCODON="sugestao" />',
          '',
          '',
        ),
      ),
    },
    {
      name: 'solucao\\container1\\document1\\document1.ambient3d',
      content: withBom(
        `<AMBIENT3D ID="0" GUID="${ambientGuid}" NAME="Ambiente 3D" DOCUMENTPATH="2\\0" INVERTED="N"><INFORMACOESCOLECAO /></AMBIENT3D>`,
      ),
    },
    {
      name: 'solucao\\document1\\document1.dataclient',
      content: withBom(
        '<DATACLIENT ID="1" NAME="Dados do Cliente"><FIELDS><FIELD NAME="nomecliente" DESCRIPTION="Nome" /></FIELDS></DATACLIENT>',
      ),
    },
    { name: 'solucao\\materials\\materials.material', content: withBom('<MATERIALS />') },
  ]);
}
