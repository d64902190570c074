import { EloError } from '../../../shared/domain/eloError.ts';
import { AmbientSummary } from './ambientSummary.ts';
import { bytesSource, type ByteSource } from './byteSource.ts';
import type { ContainerFacts, EnvironmentFacts } from './containerFacts.ts';
import { CustomerData } from './customerData.ts';
import { findPreview } from './findPreview.ts';
import type { ReadOptions } from './limits.ts';
import { openContainer, type OpenContainer } from './openContainer.ts';
import { ProjectInfo } from './projectInfo.ts';
import { walkContainer } from './walkContainer.ts';

async function readInfo(container: OpenContainer): Promise<ProjectInfo> {
  const info = new ProjectInfo();
  const entry = container.find('promob.info');
  if (entry === undefined) container.warnings.push({ code: 'document-missing', detail: 'promob.info' });
  else await container.readDocument(entry, info);
  container.warnings.push(...info.warnings);
  return info;
}

/**
 * Reads a project file (`.promob`) or Promob's backup of one (`.bak`) and verifies all of it: the central directory,
 * and size and CRC-32 of every entry. Facts are returned only of a container that is complete.
 *
 * Errors: `container-incomplete` (truncated, half-written or damaged; retryable, `details.reason`), `not-a-container`
 * (no ZIP; retryable only where it is too short to tell), `not-a-promob-project`, `cancelled`, and the bounds:
 * `container-too-large`, `too-many-entries`, `entry-too-large`, `inflated-too-large`, `unsafe-entry-name`,
 * `duplicate-entry-name`, `overlapping-entries`, `encrypted-entry`, `unsupported-compression`, `too-many-folders`,
 * `xml-too-deep`, `xml-attribute-too-long`, `xml-too-many-attributes`, `xml-text-too-long`, `xml-too-many-names`,
 * `xml-entities-refused`. A damaged document inside a sound container is a warning.
 */
export async function readContainer(bytes: Uint8Array, options: ReadOptions = {}): Promise<ContainerFacts> {
  return readContainerFrom(bytesSource(bytes), options);
}

/** As {@link readContainer}, of a file that is not held in memory. */
export async function readContainerFrom(
  source: ByteSource,
  options: ReadOptions = {},
): Promise<ContainerFacts> {
  const container = openContainer(source, options);
  const isProject = container.entries.some(
    (entry) => entry.key === 'promob.info' || entry.key.endsWith('.container'),
  );
  if (!isProject) {
    await container.verifyRest();
    throw new EloError('not-a-promob-project', 'the ZIP holds no Promob project');
  }
  const info = await readInfo(container);
  const walk = await walkContainer(container);
  if (walk.projectGuid === null)
    container.warnings.push({ code: 'project-guid-missing', detail: 'PROJECTGUID' });

  const environments: EnvironmentFacts[] = [];
  const customer = new Map<string, string>();
  for (const document of walk.documents) {
    if (document.type === 'ambient3d') {
      const ambient = new AmbientSummary();
      const sound = await container.readDocument(document.entry, ambient);
      if (!ambient.isAmbient) {
        if (sound)
          container.warnings.push({
            code: 'document-damaged',
            detail: `${document.entry.name}: no AMBIENT3D`,
          });
        continue;
      }
      environments.push({
        name: ambient.name,
        container: document.container,
        guid: ambient.guid,
        documentPath: ambient.documentPath,
        entityCount: ambient.entityCount,
        entitiesByType: Object.fromEntries(ambient.byType),
      });
    } else if (document.type === 'dataclient') {
      const data = new CustomerData();
      await container.readDocument(document.entry, data);
      for (const [name, value] of data.fields) if (!customer.has(name)) customer.set(name, value);
    }
  }
  await container.verifyRest();
  const preview = findPreview(container);
  return {
    kind: 'promob-project',
    projectGuid: walk.projectGuid,
    customerNumber: walk.customerNumber,
    systemId: info.systemId,
    systemName: info.systemName,
    distribution: info.distribution,
    promobVersion: info.promobVersion,
    serialNumber: info.serialNumber,
    saves: info.saves,
    environments,
    customer: Object.fromEntries(customer),
    previewBytes: preview?.size ?? 0,
    warnings: container.warnings,
    entries: container.entries.map(({ name, size, compressedSize, crc32 }) => ({
      name,
      size,
      compressedSize,
      crc32: crc32.toString(16).padStart(8, '0'),
    })),
    preview: preview === undefined ? null : { entry: preview.name, bytes: preview.size },
  };
}
