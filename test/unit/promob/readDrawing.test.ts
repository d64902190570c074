import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DrawingEntity } from '../../../electron/engine/promob/drawingFacts.ts';
import { readDrawing } from '../../../electron/engine/promob/readDrawing.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { addModule, moveModule, removeModule } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { everyEntity, type ProjectModel } from '../../support/promob/projectModel.ts';

const project = newProject({ seed: 'drawing', modules: 3, environments: 2, previewBytes: 0 });

async function entitiesOf(model: ProjectModel): Promise<readonly DrawingEntity[]> {
  return (await readDrawing(buildContainer(model))).environments[0]?.entities ?? [];
}

function guids(entities: readonly DrawingEntity[]): Set<string | null> {
  return new Set(entities.map(({ guid }) => guid));
}

describe('reading a drawing', () => {
  it('lists every entity of every environment as it was drawn', async () => {
    const drawing = await readDrawing(buildContainer(project));
    assert.deepEqual(drawing.warnings, []);
    assert.equal(drawing.environments.length, 2);
    for (const [index, environment] of drawing.environments.entries()) {
      const drawn = project.containers[index]?.environments[0];
      assert.equal(environment.guid, drawn?.guid);
      const expected = [...everyEntity(drawn?.entities ?? [])];
      assert.equal(environment.entities.length, expected.length);
      for (const [at, entity] of environment.entities.entries()) {
        const model = expected[at];
        assert.ok(model !== undefined);
        assert.deepEqual(
          {
            guid: entity.guid,
            uniqueId: Number(entity.uniqueId),
            id: entity.id,
            type: entity.type,
            description: entity.description,
            reference: entity.reference,
            material: entity.material,
            x: entity.position.x.value,
            y: entity.position.y.value,
            z: entity.position.z.value,
            rotation: entity.rotation.value,
            w: entity.size.w.value,
            h: entity.size.h.value,
            d: entity.size.d.value,
          },
          {
            guid: model.guid,
            uniqueId: model.uniqueId,
            id: model.id,
            type: model.type,
            description: model.description,
            reference: model.reference,
            material: model.material,
            x: model.x,
            y: model.y,
            z: model.z,
            rotation: model.rotation,
            w: model.w,
            h: model.h,
            d: model.d,
          },
        );
        const around = expected.findIndex(({ children }) => children.includes(model));
        assert.equal(entity.parent, around < 0 ? null : around);
      }
    }
  });

  it('keeps exponents as written and takes what is left out for zero', async () => {
    const entities = await entitiesOf(project);
    const remainder = entities.find(({ position }) => position.z.written === '9.1E-14');
    assert.equal(remainder?.position.z.value, 9.1e-14);
    assert.deepEqual(entities[0]?.position.x, { written: null, value: 0 });
  });

  it('shows an added, a moved and a removed module as just that', async () => {
    const before = await entitiesOf(project);
    const added = await entitiesOf(addModule(project));
    assert.ok(added.length > before.length);
    assert.ok(guids(before).isSubsetOf(guids(added)));

    const module = before.find(({ type, parent }) => type === 'MODULO' && parent === null);
    assert.ok(module?.guid !== undefined && module.guid !== null);
    const moved = await entitiesOf(moveModule(project, 0, module.guid, 75));
    assert.deepEqual(guids(moved), guids(before));
    const place = moved.find(({ guid }) => guid === module.guid)?.position.x.value;
    assert.equal(place, module.position.x.value + 75);

    const removed = await entitiesOf(removeModule(project, 0, module.guid));
    assert.ok(!guids(removed).has(module.guid));
    assert.ok(guids(removed).isSubsetOf(guids(before)));
  });

  it('refuses more entities than its bound', async () => {
    await assert.rejects(readDrawing(buildContainer(project), { limits: { items: 10 } }), {
      code: 'too-many-entities',
    });
  });
});
