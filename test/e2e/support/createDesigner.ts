import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { NewProjectOptions } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { drawPreview } from './drawPreview.ts';

/** The designer at Promob: makes, changes and copies project files, and exports their listings. */
export interface Designer {
  /** Draws a project and saves it as `NAME.promob`; answers its path. */
  draw(name: string, options?: Partial<NewProjectOptions>): string;
  /** Knows a file drawn before and saved so many times since; the next save goes on from there. */
  remember(name: string, options: Partial<NewProjectOptions>, saves: number): void;
  /** Works on it and saves again. */
  save(name: string): string;
  /** Draws a project of which only half reaches the disk, as when a stick is pulled out; `save` makes it whole. */
  drawHalf(name: string): string;
  /** Works on it and saves the result at another place: in an opened version. */
  saveAt(path: string, name: string): string;
  /** Exports the listing of its last state, or of another, as `NAME.xml`. */
  exportListing(name: string, of?: ProjectModel): string;
  /** Copies the file as it is, as Explorer does. */
  copy(name: string, copyName: string): string;
  model(name: string): ProjectModel;
}

export interface DesignerOptions {
  /** Draws the preview of each save, as Promob does; takes a quarter of a second each. Default: a grey picture. */
  readonly pictures?: boolean;
}

export function createDesigner(
  folders: { readonly projects: string; readonly exports: string },
  { pictures = false }: DesignerOptions = {},
): Designer {
  const models = new Map<string, ProjectModel>();
  const place = (name: string): string => join(folders.projects, `${name}.promob`);
  const model = (name: string): ProjectModel => {
    const known = models.get(name);
    if (known === undefined) throw new Error(`${name} was never drawn`);
    return known;
  };
  const write = (name: string, next: ProjectModel): string => {
    models.set(name, next);
    const picture = pictures ? { replace: { 'sugestao.jpg': drawPreview(next) } } : {};
    savePromobStyle(place(name), buildContainer(next, { compression: 'zlib', ...picture }));
    return place(name);
  };
  const drawn = (name: string, options: Partial<NewProjectOptions>): ProjectModel =>
    newProject({ seed: name, modules: 6, previewBytes: 20_000, ...options });
  return {
    model,
    draw: (name, options = {}) => write(name, drawn(name, options)),
    remember(name, options, saves) {
      let known = drawn(name, options);
      for (let count = 0; count < saves; count += 1) known = workAndSave(known);
      models.set(name, known);
    },
    drawHalf(name) {
      models.set(name, drawn(name, {}));
      const bytes = buildContainer(model(name), { compression: 'zlib' });
      writeFileSync(place(name), bytes.subarray(0, bytes.byteLength / 2));
      return place(name);
    },
    save: (name) => write(name, workAndSave(model(name))),
    saveAt(path, name) {
      savePromobStyle(path, buildContainer(workAndSave(model(name)), { compression: 'zlib' }));
      return path;
    },
    exportListing(name, of = model(name)) {
      mkdirSync(folders.exports, { recursive: true });
      const path = join(folders.exports, `${name}.xml`);
      writeFileSync(path, buildListing(listingOf(of)));
      return path;
    },
    copy(name, copyName) {
      models.set(copyName, model(name));
      writeFileSync(place(copyName), readFileSync(place(name)));
      return place(copyName);
    },
  };
}
