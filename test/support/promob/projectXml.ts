import type { ContainerModel, EntityModel, EnvironmentModel, ProjectModel } from './projectModel.ts';

const PROLOG = '<?xml version="1.0" encoding="utf-8"?>';

/** Fields as a real `.dataclient` has them (there are 24); the document is written in one line. */
const customerFields: readonly (readonly [name: string, description: string])[] = [
  ['codcliente', 'Código do Cliente'],
  ['nomecliente', 'Nome'],
  ['cpfcnpj', 'CPF/CNPJ'],
  ['fone', 'Telefone'],
  ['celular', 'Celular'],
  ['endereco', 'Endereço'],
  ['bairro', 'Bairro'],
  ['cidade', 'Cidade'],
  ['uf', 'UF'],
  ['cep', 'CEP'],
  ['email', 'E-mail'],
  ['endentrega', 'Endereço de Entrega'],
  ['observacoes', 'Observações'],
  ['rep_nomeempresa', 'Nome da Empresa'],
  ['rep_cnpjempresa', 'CNPJ'],
  ['rep_telefoneempresa', 'Telefone da Empresa'],
];

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#xA;');
}

/** Attributes in order; null and undefined are left out. */
export function attributes(values: Readonly<Record<string, string | number | null | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === null || value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`,
    )
    .join('');
}

function lines(...rows: readonly string[]): string {
  return rows.join('\r\n');
}

/** .NET writes exponents in capitals and leaves zeros of positions out. */
function number(value: number): string {
  return String(value).replace('e', 'E');
}

function position(value: number): string | null {
  return value === 0 ? null : number(value);
}

function promobDate(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2})/.exec(iso) ?? [];
  return `${day}/${month}/${year} ${time}`;
}

export function promobInfoXml(project: ProjectModel): string {
  const [version, revision, build] = (project.saves.at(-1)?.version ?? '5.60.41.2').split('.');
  const system = attributes({
    SYSTEMID: project.systemId,
    SYSTEMSUBID: '',
    SYSTEMNAME: project.systemName,
    SYSTEMREVISION: '10/10/2019 07:49:47',
    DISTRIBUTION: project.distribution,
  });
  const history = project.saves.map((save) => {
    const entry = attributes({
      TYPE: 'Save',
      DATE: promobDate(save.savedAt),
      SERIALNUMBER: save.serialNumber ?? '',
      PRODUCTCODE: save.productCode,
      VERSION: save.version,
      LIBRARY: project.systemName,
      LIBRARYID: project.systemId,
      ISINTERNALUSER: 'Y',
      // Not the save time: some hours before it, as in real files.
      UTCDATE: new Date(Date.parse(save.savedAt) - 7_500_000)
        .toISOString()
        .replace('T', ' ')
        .replace('.000Z', 'Z'),
    });
    return `    <HISTORY${entry} />`;
  });
  return lines(
    PROLOG,
    `<PROMOB${system}>`,
    `  <VERSIONING${attributes({ VERSION: version, REVISION: revision, BUILD: build, DATE: '31/08/2015 16:01:24' })} />`,
    ...(history.length === 0
      ? ['  <PROJECTHISTORY />']
      : ['  <PROJECTHISTORY>', ...history, '  </PROJECTHISTORY>']),
    '</PROMOB>',
  );
}

export function solutionXml(project: ProjectModel): string {
  return lines(
    PROLOG,
    '<CONTAINER>',
    '  <DOCUMENTS>',
    '    <DOCUMENT FOLDER="document1" IDCODON="dadosCliente" />',
    '  </DOCUMENTS>',
    '  <CONTAINERS>',
    ...project.containers.map(
      ({ folder }) => `    <CONTAINER${attributes({ FOLDER: folder, IDCODON: 'Projeto' })} />`,
    ),
    '  </CONTAINERS>',
    '  <METADATAMANAGER>',
    '    <METADATACOLLECTION>',
    `      <METADATA${attributes({ ID: 'CustomerNumber', VALUE: project.customerNumber })} />`,
    '    </METADATACOLLECTION>',
    '  </METADATAMANAGER>',
    '  <INFORMACOESADICIONAIS>',
    `    <PROJECTGUID${attributes({ GUID: project.projectGuid })} />`,
    '  </INFORMACOESADICIONAIS>',
    '</CONTAINER>',
  );
}

export function containerXml(container: ContainerModel, id: number): string {
  const head = attributes({ ID: id, NAME: container.name, IDDOCUMENTOCONTAINERATUAL: `${id}\\0` });
  return lines(
    PROLOG,
    `<CONTAINER${head}>`,
    '  <DOCUMENTS>',
    ...container.environments.map(
      ({ folder }) => `    <DOCUMENT${attributes({ FOLDER: folder, IDCODON: 'sugestao' })} />`,
    ),
    '  </DOCUMENTS>',
    '  <CONTAINERS />',
    '  <METADATAMANAGER>',
    '    <METADATACOLLECTION />',
    '  </METADATAMANAGER>',
    '</CONTAINER>',
  );
}

export function customerXml(customer: Readonly<Record<string, string>>): string {
  const known = new Set(customerFields.map(([name]) => name));
  const extra = Object.keys(customer)
    .filter((name) => !known.has(name))
    .map((name) => [name, name] as const);
  const fields = [...customerFields, ...extra].map(
    ([name, description]) =>
      `<FIELD${attributes({ NAME: name, DESCRIPTION: description, VALUE: customer[name] })} />`,
  );
  return `${PROLOG}<DATACLIENT ID="1" NAME="Dados do Cliente"><TASKCOLLECTION /><FIELDS>${fields.join('')}</FIELDS></DATACLIENT>`;
}

export function materialsXml(): string {
  return lines(
    PROLOG,
    '<MATERIALS>',
    '  <FOLDER NAME="Projeto" HIDDEN="N">',
    '    <MATERIALCOLLECTION>',
    '      <MATERIAL ID="mdf_branco(1)" ORIGINALID="mdf_branco" NAME="MDF Branco(1)" ISEXTERNAL="N" ISCLONED="Y">',
    '        <COLORBASE R="250" G="250" B="250" />',
    '        <DIFFUSE>0.4</DIFFUSE>',
    '      </MATERIAL>',
    '    </MATERIALCOLLECTION>',
    '  </FOLDER>',
    '</MATERIALS>',
  );
}

function entityXml(entity: EntityModel): string {
  const { w, h, d } = entity;
  const limits = attributes({
    WIDTH: 2750,
    HEIGHT: 2750,
    DEPTH: 1830,
    TEMFORMULAWIDTH: 'y',
    FORMULAWIDTH: '#LARGURA#',
  });
  const rotation = entity.rotation === 0 ? '' : `<ROTATION>${number(entity.rotation)}</ROTATION>`;
  const values: Record<string, string> = {
    BUDGETAGGREGATE: 'True',
    CANEXPORTENTITY: 'TRUE',
    COMPONENT: entity.children.length === 0 ? 'True' : 'False',
    ...(entity.description === null ? {} : { DESCRIPTION: entity.description }),
    LARGURA: number(w),
    ALTURA: number(h),
    PROFUNDIDADE: number(d),
    NESTING: 'True',
  };
  const list = Object.entries(values).map(
    ([ID, VALUE]) => `<ATTRIBUTE${attributes({ ID, VALUE, VISIBLE: 'N' })} />`,
  );
  const component =
    entity.material === null
      ? ''
      : `<COMPONENTDEFINITIONCOLLECTION><COMPONENTDEFINITION${attributes({
          NAME: 'TAMPO',
          ID: 'TAMPO',
          IDMATERIAL: entity.material,
          EDIT: 'Y',
          MATERIALCHANGED: 'N',
        })} /></COMPONENTDEFINITIONCOLLECTION>`;
  const children =
    entity.children.length === 0
      ? ''
      : `<INFORMACOESCOLECAO>${entity.children.map(entityXml).join('')}</INFORMACOESCOLECAO>`;
  return [
    `<INFORMACOES${attributes({ ID: entity.id, IDPLANOMOVIMENTACAO: 'PISOTETO_FACE_SUPERIOR', TYPE: entity.type })}>`,
    `<ASSOCIATIONREGISTRY${attributes({ UNIQUEID: entity.uniqueId, REGISTERED: 'Y', GUID: entity.guid })} />`,
    // Regions hold positions of their own; they are not the entity's.
    `<REGIONS><REGION EDIT="N" ID="FACE"><POSITION><NORMAL C="-1" /><PONTOBASE X="468.255" /><ROTATION>45</ROTATION></POSITION>`,
    `<POINTS><POINT /><POINT X="${number(w)}" Y="2.2E-12" /></POINTS><MATERIAL ID="padrao" ISEXTERNAL="N" /></REGION></REGIONS>`,
    `<POSICAOINSERCAO><PONTOBASE${attributes({
      X: position(entity.x),
      Y: position(entity.y),
      Z: position(entity.z),
    })} />${rotation}</POSICAOINSERCAO>`,
    `<INSERTDIMENSION${attributes({ WIDTH: number(w), HEIGHT: number(h), DEPTH: number(d), MODE: 'Nothing' })}>`,
    `<MIN WIDTH="1" HEIGHT="1" DEPTH="1" /><MAX${limits} /></INSERTDIMENSION>`,
    `<LIMITS><MIN${attributes({ Y: -d })} /><MAX${attributes({ X: w, Z: h })} /></LIMITS>`,
    entity.reference === null ? '' : `<REFERENCE>${escapeXml(entity.reference)}</REFERENCE>`,
    '<NAOPROCESSARAGREGADOSPADROES /><LAYER DESCRIPTION="Sem área" DEFAULT="N" ISAREALAYER="N" />',
    `<ATTRIBUTES DESCRIPTION="Config Modelo">${list.join('')}</ATTRIBUTES>`,
    '<BUDGETINFORMATION USEBUDGETGROUPINFO="N" />',
    component,
    children,
    '</INFORMACOES>',
  ].join('');
}

/** In one line, as Promob writes it. */
export function ambientXml(environment: EnvironmentModel): string {
  const head = attributes({
    ID: 0,
    GUID: environment.guid,
    NAME: environment.name,
    DOCUMENTPATH: environment.documentPath,
    INVERTED: 'N',
  });
  return [
    `${PROLOG}<AMBIENT3D${head}><ASSOCIATIONMANAGER LASTINDEX="${environment.lastIndex}" />`,
    '<ATTRIBUTES DESCRIPTION="Config Modelo"><ATTRIBUTE ID="ALT_ARM" VALUE="2600" /><ATTRIBUTE ID="ALT_RDP" VALUE="0" /></ATTRIBUTES>',
    ...environment.entities.map(entityXml),
    '<PRESENTATIONMODE>N</PRESENTATIONMODE><SUPPLEMENTARYITEMS /><EXTRAITEMS /></AMBIENT3D>',
  ].join('');
}
