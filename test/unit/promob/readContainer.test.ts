import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerFacts } from '../../../electron/engine/promob/containerFacts.ts';
import { entryKey } from '../../../electron/engine/promob/entryName.ts';
import { normalizeGuid } from '../../../electron/engine/promob/guid.ts';
import { parsePromobDate } from '../../../electron/engine/promob/promobDate.ts';
import { readContainer } from '../../../electron/engine/promob/readContainer.ts';
import { readPreview } from '../../../electron/engine/promob/readPreview.ts';
import { buildContainer, type BuildContainerOptions } from '../../support/promob/buildContainer.ts';
import type { FixtureEncoding } from '../../support/promob/encodeXml.ts';
import { circularContainer } from '../../support/promob/hostile.ts';
import { saveAgain } from '../../support/promob/mutateProject.ts';
import { countEntities } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';

const project = newProject({
  seed: 'reader',
  modules: 2,
  previewBytes: 2000,
  customer: { nomecliente: 'Ana & Cia', cidade: ' São José ' },
});
const SOLUTION = 'solucao\\solucao.container';
const AMBIENT = 'solucao\\container1\\document1\\document1.ambient3d';

function read(model: ProjectModel, options?: BuildContainerOptions): Promise<ContainerFacts> {
  return readContainer(buildContainer(model, options));
}

function codes(facts: ContainerFacts): string[] {
  return facts.warnings.map(({ code }) => code);
}

async function replaced(name: string, content: string | null): Promise<ContainerFacts> {
  return read(project, { replace: { [name]: content === null ? null : Buffer.from(content) } });
}

describe('reading a project file', () => {
  it('finds everything that a save is known by', async () => {
    const facts = await read(project);
    assert.deepEqual(codes(facts), []);
    assert.equal(facts.projectGuid, project.projectGuid);
    assert.equal(facts.customerNumber, '1');
    assert.deepEqual([facts.systemId, facts.systemName, facts.distribution], ['2448', 'Enterprise', 'Plus']);
    assert.equal(facts.promobVersion, '5.60.41.2');
    assert.deepEqual(facts.saves, [
      { savedAt: '2026-02-19T17:34:38Z', productCode: 'EXEMPLO001', version: '5.60.41.2' },
    ]);
    assert.equal(facts.environments.length, 1);
    const [environment] = facts.environments;
    assert.equal(environment?.name, 'Ambiente 3D');
    assert.equal(environment?.container, 'Cozinhas');
    assert.equal(environment?.documentPath, '2\\0');
    assert.equal(environment?.guid, project.containers[0]?.environments[0]?.guid);
    assert.equal(environment?.entityCount, countEntities(project));
    assert.equal(environment?.entitiesByType['WALL'], 4);
    assert.deepEqual(facts.customer, { nomecliente: 'Ana & Cia', cidade: 'São José' });
    assert.deepEqual(facts.preview, { entry: 'sugestao.jpg', bytes: 2000 });
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts, 'plain data');
  });

  it('keeps the save history, oldest first, and dates it by DATE as UTC, never by UTCDATE', async () => {
    const again = saveAgain(saveAgain(project, { savedAt: '2026-03-01T02:59:59Z', version: '5.60.48.0' }));
    const facts = await read(again);
    assert.deepEqual(
      facts.saves.map(({ savedAt }) => savedAt),
      ['2026-02-19T17:34:38Z', '2026-03-01T02:59:59Z', '2026-03-01T03:00:59Z'],
    );
    assert.equal(facts.promobVersion, '5.60.48.0');
  });

  it('takes the serial number of the Promob that saved last, among those that named one', async () => {
    assert.equal((await read(project)).serialNumber, null);
    const saves = ['PB-1', 'PB-2', ''].map((serialNumber) => ({
      savedAt: '2026-03-01T02:59:59Z',
      productCode: 'X',
      version: '5.60.41.2',
      serialNumber,
    }));
    assert.equal((await read({ ...project, saves })).serialNumber, 'PB-2');
  });

  it('takes the version from VERSIONING where no save is recorded', async () => {
    const facts = await read({ ...project, saves: [] });
    assert.deepEqual(facts.saves, []);
    assert.equal(facts.promobVersion, '5.60.41');
  });

  it('warns of a date it cannot read and keeps the save', async () => {
    const info =
      '<PROMOB><PROJECTHISTORY><HISTORY TYPE="Save" DATE="31/02/2026 10:00:00" VERSION="5.1.1.1" /><HISTORY TYPE="Outro" DATE="x" /></PROJECTHISTORY></PROMOB>';
    const facts = await replaced('promob.info', info);
    assert.deepEqual(facts.saves, [{ savedAt: null, productCode: null, version: '5.1.1.1' }]);
    assert.deepEqual(codes(facts), ['save-date-unreadable']);
  });

  it('follows the folders the container files name, of any name and number', async () => {
    const two = newProject({ seed: 'folders', modules: 1, environments: 3, previewBytes: 0 });
    const odd: ProjectModel = {
      ...two,
      // oxlint-disable-next-line oxc/no-map-spread -- the model is readonly
      containers: two.containers.map((container, index) => ({
        ...container,
        folder: `Pasta ${index + 7}`,
        environments: container.environments.map((each) => ({ ...each, folder: 'desenho' })),
      })),
    };
    const facts = await read(odd);
    assert.deepEqual(
      facts.environments.map(({ container }) => container),
      ['Cozinhas', 'Dormitórios', 'Banheiros'],
    );
    assert.deepEqual(codes(facts), []);
    assert.equal(facts.previewBytes, 0);
    assert.equal(facts.preview, null);
  });

  it('ignores upper and lower case in folder names, as Windows does', async () => {
    const shouting: ProjectModel = {
      ...project,
      containers: project.containers.map((each) => ({ ...each, folder: 'CONTAINER1' })),
    };
    const [entries] = [buildContainer(shouting)];
    assert.equal((await readContainer(entries)).environments.length, 1);
  });

  it('is not led in circles, nor out of the container, by folder names', async () => {
    const facts = await readContainer(circularContainer());
    assert.ok(codes(facts).includes('container-missing'));
    const outside = await replaced(
      SOLUTION,
      '<CONTAINER><DOCUMENTS><DOCUMENT FOLDER="..\\..\\x" /><DOCUMENT FOLDER="C:\\x" /></DOCUMENTS></CONTAINER>',
    );
    assert.deepEqual(codes(outside).filter((code) => code === 'document-missing').length, 2);
  });

  it('counts an environment once, however often its folders are named', async () => {
    const again = '<DOCUMENTS><DOCUMENT FOLDER="document1" /><DOCUMENT FOLDER="Document1" /></DOCUMENTS>';
    const inner = await replaced(
      'solucao\\container1\\container1.container',
      `<CONTAINER>${again}</CONTAINER>`,
    );
    assert.equal(inner.environments.length, 1);
    const folders =
      '<CONTAINERS><CONTAINER FOLDER="container1" /><CONTAINER FOLDER="container1" /></CONTAINERS>';
    const outer = await replaced(SOLUTION, `<CONTAINER>${folders}</CONTAINER>`);
    assert.equal(outer.environments.length, 1);
  });

  it('spells GUIDs in one way, and takes none for zeros', async () => {
    const guid = '98BA068C-953F-4AD6-981C-BD21DCB45726';
    const solution = (value: string): string =>
      `<CONTAINER><INFORMACOESADICIONAIS><PROJECTGUID GUID="${value}" /></INFORMACOESADICIONAIS></CONTAINER>`;
    assert.equal((await replaced(SOLUTION, solution(`{${guid}}`))).projectGuid, guid.toLowerCase());
    const missing = await replaced(SOLUTION, solution('00000000-0000-0000-0000-000000000000'));
    assert.equal(missing.projectGuid, null);
    assert.ok(codes(missing).includes('project-guid-missing'));
    assert.equal(normalizeGuid('not a guid'), null);
    assert.equal(normalizeGuid(undefined), null);
  });

  it('reads what else is there where one document is damaged', async () => {
    const ambient = await replaced(AMBIENT, '<AMBIENT3D NAME="A"><INFORMACOES></AMBIENT3D>');
    assert.deepEqual(codes(ambient), ['document-damaged']);
    assert.equal(ambient.environments[0]?.entityCount, 1);
    assert.equal(ambient.projectGuid, project.projectGuid);

    const info = await replaced('promob.info', '');
    assert.deepEqual(codes(info), ['document-damaged']);
    assert.equal(info.environments.length, 1);

    const solution = await replaced(SOLUTION, 'no xml');
    assert.deepEqual(codes(solution), ['document-damaged', 'document-unreferenced', 'project-guid-missing']);
    assert.equal(solution.environments.length, 1);

    const other = await replaced(AMBIENT, '<OTHER />');
    assert.deepEqual([codes(other), other.environments.length], [['document-damaged'], 0]);

    const noInfo = await replaced('promob.info', null);
    assert.deepEqual(codes(noInfo), ['document-missing']);
  });

  for (const encoding of ['utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'] satisfies FixtureEncoding[]) {
    it(`reads ${encoding} with a warning`, async () => {
      const facts = await read(project, { encoding });
      assert.deepEqual(new Set(codes(facts)), new Set(['encoding-not-utf8']));
      assert.equal(facts.projectGuid, project.projectGuid);
      assert.equal(facts.customer['cidade'], 'São José');
      assert.equal(facts.environments[0]?.entityCount, countEntities(project));
    });
  }

  it('warns of bytes that contradict the prolog and of bytes that are no text', async () => {
    const contradicted = await replaced(
      SOLUTION,
      '<?xml version="1.0" encoding="utf-16"?><CONTAINER NAME="é" />',
    );
    assert.ok(codes(contradicted).includes('encoding-contradicted'));
    const latin = await read(project, {
      replace: {
        'solucao\\document1\\document1.dataclient': Buffer.from(
          '<D><FIELD NAME="cidade" VALUE="S\xe3o" /></D>',
          'latin1',
        ),
      },
    });
    assert.deepEqual(codes(latin), ['text-undecodable']);
  });

  it("finds a field's value as attribute or text, and leaves empty ones out", async () => {
    const facts = await replaced(
      'solucao\\document1\\document1.dataclient',
      '<DATACLIENT><FIELDS><FIELD NAME="a" VALUE="1" /><FIELD NAME="b">dois</FIELD><FIELD NAME="c"><VALUE>três</VALUE></FIELD><FIELD NAME="d" VALUE=" " /><FIELD NAME="a" VALUE="9" /><FIELD NAME="__proto__" VALUE="x" /></FIELDS></DATACLIENT>',
    );
    assert.deepEqual(Object.entries(facts.customer), [
      ['a', '1'],
      ['b', 'dois'],
      ['c', 'três'],
      ['__proto__', 'x'],
    ]);
  });

  it('hands out the preview, and nothing else as one', async () => {
    const jpeg = await readPreview(buildContainer(project));
    assert.equal(jpeg?.length, 2000);
    assert.deepEqual(Array.from(jpeg ?? []).slice(0, 3), [0xff, 0xd8, 0xff]);
    assert.equal(await readPreview(buildContainer({ ...project, previewBytes: 0 })), null);
    assert.equal(
      await readPreview(buildContainer(project, { replace: { 'sugestao.jpg': Buffer.from('GIF89a') } })),
      null,
    );
  });

  it('stops when it is told to', async () => {
    await assert.rejects(readContainer(buildContainer(project), { signal: AbortSignal.abort() }), {
      code: 'cancelled',
    });
  });
});

describe('dates of the save history', () => {
  it('are UTC without milliseconds', () => {
    assert.equal(parsePromobDate('19/02/2026 17:34:38'), '2026-02-19T17:34:38Z');
    assert.equal(parsePromobDate('29/02/2024 00:00:00'), '2024-02-29T00:00:00Z');
  });

  it('are null where they do not exist', () => {
    for (const text of [
      undefined,
      '',
      '29/02/2026 00:00:00',
      '31/12/2026 24:00:00',
      '2026-02-19 17:34:38',
      '19/02/26 17:34:38',
      '00/01/2026 10:00:00',
      '19/13/2026 10:00:00',
    ]) {
      assert.equal(parsePromobDate(text), null, text);
    }
  });
});

describe('entry names', () => {
  it('are looked up with forward slashes in lower case', () => {
    assert.equal(entryKey('Solucao\\Container1\\A.ambient3d'), 'solucao/container1/a.ambient3d');
  });

  it('are refused where they point outside', () => {
    for (const name of [
      '',
      '../x',
      '..\\x',
      'a\\..\\..\\x',
      '/x',
      '\\x',
      '\\\\server\\x',
      'C:\\x',
      'c:x',
      'a\0b',
      'x'.repeat(2000),
    ]) {
      assert.throws(() => entryKey(name), { code: 'unsafe-entry-name' }, name);
    }
    assert.equal(entryKey('a..b/..c'), 'a..b/..c');
  });
});
