import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DrawingEntity } from '../../../electron/engine/promob/drawingFacts.ts';
import type { EntityLayout, LayoutFacts } from '../../../electron/engine/promob/layoutFacts.ts';
import { readDrawing } from '../../../electron/engine/promob/readDrawing.ts';
import { readLayout } from '../../../electron/engine/promob/readLayout.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { realSample, skipWithoutSamples } from '../../support/promob/realSamples.ts';

const project = newProject({ seed: 'layout', modules: 2, environments: 2, previewBytes: 0 });
const [first, second] = project.containers.map(({ environments }) => environments[0]?.guid ?? '');

/** One ambient with these entities, in the place of the first of the project. */
async function layoutOf(entities: string): Promise<LayoutFacts> {
  const xml = `<?xml version="1.0" encoding="utf-8"?><AMBIENT3D GUID="${first}" NAME="Sala" DOCUMENTPATH="2\\0">${entities}</AMBIENT3D>`;
  return readLayout(
    buildContainer(project, {
      replace: { 'solucao\\container1\\document1\\document1.ambient3d': Buffer.from(xml) },
    }),
  );
}

async function only(inside: string, head = 'TYPE="WALL" ID="PAREDE"'): Promise<EntityLayout> {
  const { environment } = await layoutOf(`<INFORMACOES ${head}>${inside}</INFORMACOES>`);
  const layout = environment?.layouts[0];
  assert.ok(layout !== undefined);
  return layout;
}

const face = (id: string, points: string, more = ''): string =>
  `<REGION ID="${id}"><POSITION><NORMAL C="-1" /><PONTOBASE X="10" Y="20" Z="30" /><ROTATION>90</ROTATION></POSITION><POINTS>${points}</POINTS>${more}</REGION>`;
const square = '<POINT /><POINT X="5" /><POINT X="5" Y="7,5" /><POINT Y="7.5E0" />';

describe('reading how things stand', () => {
  it('reads the entities as the drawing does, one layout beside each', async () => {
    const bytes = buildContainer(project);
    const drawing = await readDrawing(bytes);
    for (const [index, ambientGuid] of [first, second].entries()) {
      const { environment, ambients } = await readLayout(bytes, { ambientGuid: ambientGuid ?? null });
      assert.deepEqual(environment?.entities, drawing.environments[index]?.entities);
      assert.equal(environment?.layouts.length, environment?.entities.length);
      assert.deepEqual(
        ambients.map(({ guid }) => guid),
        [first, second],
      );
    }
  });

  it('takes the first environment where none, or none of the file, is asked for', async () => {
    const bytes = buildContainer(project);
    for (const ambientGuid of [null, '00000000-0000-4000-8000-000000000001']) {
      assert.equal((await readLayout(bytes, { ambientGuid })).environment?.guid, first);
    }
  });

  it('reads direction, body and mirroring', async () => {
    const layout = await only(
      `<POSICAOINSERCAO><NORMAL B="-1" /><PONTOBASE X="1" /></POSICAOINSERCAO>
       <LIMITS><MIN X="-1700" Y="-350" /><MAX Z="15" /><MINBASE Y="-1000" /><MAXBASE X="1000" /></LIMITS>`,
      'TYPE="MODULO" INVERTED="true"',
    );
    assert.deepEqual(layout, {
      normal: [0, -1, 0],
      box: { min: [-1_700, -350, 0], max: [0, 0, 15] },
      mirrored: true,
      outline: null,
    });
  });

  it('stands upright and has no body of its own where nothing is written', async () => {
    const nothing = { normal: [0, 0, 1], box: null, mirrored: false, outline: null };
    assert.deepEqual(await only(''), nothing);
    // limits of what is drawn for it are in another unit and not its own
    assert.deepEqual(
      await only(
        '<DRAWING><LIMITS><MAX X="24.4" /></LIMITS></DRAWING><POSICAOINSERCAO><NORMAL /></POSICAOINSERCAO>',
      ),
      nothing,
    );
  });

  it('reads the upper face, else the lower one, and none of the sides', async () => {
    const side = face('PAREDE_FACE_PERFIL_1', square);
    const lower = face('PAREDE_FACE_INFERIOR_MOVIMENTACAO', square);
    const upper = face(
      'PAREDE_FACE_SUPERIOR_MOVIMENTACAO',
      '<POINT /><POINT X="1" /><POINT Y="1" />',
    ).replaceAll('REGION', 'REGIONINVISIBLE');
    assert.equal((await only(`<REGIONS>${side}</REGIONS>`)).outline, null);
    assert.deepEqual((await only(`<REGIONS>${side}${lower}</REGIONS>`)).outline, {
      base: [10, 20, 30],
      normal: [0, 0, -1],
      rotation: 90,
      points: [0, 0, 5, 0, 5, 7.5, 0, 7.5],
    });
    for (const both of [lower + upper, upper + lower]) {
      assert.deepEqual((await only(`<REGIONS>${both}</REGIONS>`)).outline?.points, [0, 0, 1, 0, 0, 1]);
    }
  });

  it('is not led astray by the strips and masks inside a face', async () => {
    const strip = `<REGIONS><REGIONSTRIP ID="X_FACE_SUPERIOR"><POSITION><PONTOBASE X="99" /><ROTATION>45</ROTATION></POSITION><POINTS><POINT X="9" /></POINTS></REGIONSTRIP></REGIONS>`;
    const { outline } = await only(`<REGIONS>${face('PISO_FACE_SUPERIOR', square, strip)}</REGIONS>`);
    assert.deepEqual([outline?.base, outline?.rotation, outline?.points.length], [[10, 20, 30], 90, 8]);
  });

  it('keeps the faces of nested entities apart', async () => {
    const { environment } = await layoutOf(
      `<INFORMACOES TYPE="PisoTeto"><REGIONS>${face('A_FACE_SUPERIOR', square)}</REGIONS><INFORMACOESCOLECAO>
         <INFORMACOES TYPE="WALL"><POSICAOINSERCAO><NORMAL A="1" /></POSICAOINSERCAO></INFORMACOES>
       </INFORMACOESCOLECAO><LIMITS><MAX X="3" /></LIMITS></INFORMACOES>`,
    );
    assert.deepEqual(
      environment?.layouts.map(({ normal, box, outline }) => [
        normal[0],
        box?.max[0],
        outline?.points.length,
      ]),
      [
        [0, 3, 8],
        [1, undefined, undefined],
      ],
    );
  });

  it('leaves out a face without an area and one with too many corners, and reads on', async () => {
    assert.equal(
      (await only(`<REGIONS>${face('A_FACE_SUPERIOR', '<POINT /><POINT X="1" />')}</REGIONS>`)).outline,
      null,
    );
    const many = Array.from({ length: 2_500 }, (_, at) => `<POINT X="${at}" />`).join('');
    const layout = await only(
      `<REGIONS>${face('A_FACE_SUPERIOR', many)}</REGIONS><LIMITS><MAX X="3" /></LIMITS>`,
    );
    assert.deepEqual([layout.outline, layout.box?.max[0]], [null, 3]);
  });

  it('takes what is no number for zero', async () => {
    const layout = await only(
      `<POSICAOINSERCAO><NORMAL A="x" B="NaN" C="Infinity" /></POSICAOINSERCAO><LIMITS><MAX X="ERRO" Y="1e999" /></LIMITS>`,
    );
    assert.deepEqual(
      [layout.normal, layout.box?.max],
      [
        [0, 0, 1],
        [0, 0, 0],
      ],
    );
  });

  it('refuses more entities than its bound', async () => {
    await assert.rejects(readLayout(buildContainer(project), { limits: { items: 10 } }), {
      code: 'too-many-entities',
    });
  });
});

describe('places in real files', { skip: skipWithoutSamples }, () => {
  type Box = readonly [min: readonly number[], max: readonly number[]];

  /** The room a thing takes, with every quarter turn and direction the samples use. */
  const boxOf = (entity: DrawingEntity, layout: EntityLayout, at: readonly number[]): Box => {
    const { w, h, d } = entity.size;
    const { min, max } = layout.box ?? { min: [0, -d.value, 0], max: [w.value, 0, h.value] };
    const [a, b, c] = layout.normal;
    const level = Math.hypot(a, b);
    const y = level > 1e-6 ? [-b / level, a / level, 0] : [0, 1, 0];
    const z = [a, b, c];
    const x = [0, 1, 2].map(
      (i) => (y[(i + 1) % 3] ?? 0) * (z[(i + 2) % 3] ?? 0) - (y[(i + 2) % 3] ?? 0) * (z[(i + 1) % 3] ?? 0),
    );
    const turn = (entity.rotation.value * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const corners = [min[0], max[0]].flatMap((p) =>
      [min[1], max[1]].flatMap((q) =>
        [min[2], max[2]].map((r) =>
          [0, 1, 2].map(
            (i) =>
              (at[i] ?? 0) +
              (p ?? 0) * (cos * (x[i] ?? 0) + sin * (y[i] ?? 0)) +
              (q ?? 0) * (cos * (y[i] ?? 0) - sin * (x[i] ?? 0)) +
              (r ?? 0) * (z[i] ?? 0),
          ),
        ),
      ),
    );
    const along = (i: number): number[] => corners.map((corner) => corner[i] ?? 0);
    return [[0, 1, 2].map((i) => Math.min(...along(i))), [0, 1, 2].map((i) => Math.max(...along(i)))];
  };

  const placeOf = ({ position: { x, y, z } }: DrawingEntity): number[] => [x.value, y.value, z.value];
  const inside = (part: Box, around: Box): boolean =>
    [0, 1, 2].every(
      (i) => (part[0][i] ?? 0) >= (around[0][i] ?? 0) - 25 && (part[1][i] ?? 0) <= (around[1][i] ?? 0) + 25,
    );

  for (const [name, parts, absolute] of [
    ['cozinha.promob', 674, 659],
    ['dormitorio.bak', 91, 78],
  ] as const) {
    it(`are absolute: parts of ${name} lie in what they are parts of`, async () => {
      const { environment } = await readLayout(realSample(name));
      assert.ok(environment !== null);
      const found = { parts: 0, absolute: 0, relative: 0 };
      for (const [index, entity] of environment.entities.entries()) {
        const parent = entity.parent === null ? undefined : environment.entities[entity.parent];
        const [own, around] = [environment.layouts[index], environment.layouts[entity.parent ?? -1]];
        if (parent === undefined || own === undefined || around === undefined) continue;
        if (parent.type === 'PisoTeto' || parent.type === 'WALL') continue;
        const box = boxOf(parent, around, placeOf(parent));
        const at = placeOf(entity);
        found.parts += 1;
        if (inside(boxOf(entity, own, at), box)) found.absolute += 1;
        if (
          inside(
            boxOf(
              entity,
              own,
              at.map((value, i) => value + (placeOf(parent)[i] ?? 0)),
            ),
            box,
          )
        )
          found.relative += 1;
      }
      assert.deepEqual(found, { parts, absolute, relative: 0 });
    });
  }
});
