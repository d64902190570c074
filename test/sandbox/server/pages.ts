import type { World } from '../world.ts';
import { environmentView, environmentRow, notificationView } from '../acts/views.ts';
import { escaped, page } from './html.ts';

function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  const headCells = head.map((cell) => `<th>${escaped(cell)}</th>`).join('');
  const lines = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('\n');
  return `<table><thead><tr>${headCells}</tr></thead><tbody>${lines}</tbody></table>`;
}

/**
 * The page *Ambiente* (before conversion) or *Revisão* (after): environment, quote, items, versions, notifications.
 * Null where the ticket of the address is not this environment's, since the page shows a customer's name and prices.
 */
export function environmentPage(
  world: World,
  kind: 'ambiente' | 'revisao',
  id: string,
  ticket: string,
): string | null {
  const expected = world.meta.get(`ticket:${id}`);
  if (expected === undefined || expected !== ticket) return null;
  const environment = environmentView(world, environmentRow(world, id));
  const items = [...world.work.promobItems(id).map(({ item }) => item), ...world.work.manualItems(id)];
  const versions = world.work.versions(id);
  const notices = world.notices.notificationsOf(id).map((row) => notificationView(row));
  const last = versions.at(-1);
  const title = `${kind === 'ambiente' ? 'Ambiente' : 'Revisão'}: ${environment.name}`;
  return page(
    title,
    `<dl id="environment">
<dt>Cliente</dt><dd>${escaped(environment.customerName)}</dd>
<dt>Projeto</dt><dd>${escaped(environment.projectName)}</dd>
<dt>Estado</dt><dd>${escaped(environment.state)}${environment.outdated ? ' (desatualizado)' : ''}</dd>
<dt>Situação</dt><dd>${escaped(environment.situation)}</dd>
<dt>Estágio</dt><dd>${escaped(environment.stage)}</dd>
<dt>Orçamento</dt><dd>${escaped(last?.totals.budget ?? '–')}</dd>
</dl>
<h2>Itens</h2>
${table(
  ['Origem', 'Descrição', 'Quantidade', 'Total'],
  items.map((item) => [
    item.source === 'manual' ? 'manual' : 'Promob',
    item.description,
    item.quantity,
    item.total,
  ]),
)}
<h2>Versões</h2>
${table(
  ['Número', 'Nome da opção', 'Data da opção', 'Identificador', ''],
  versions.map((version) => [
    version.number,
    version.optionName,
    version.importedAt,
    version.identifier,
    [
      version.number === last?.number ? 'última importada' : '',
      version.number === environment.convertedVersion ? 'convertida' : '',
    ]
      .filter((text) => text !== '')
      .join(', '),
  ]),
)}
<h2>Avisos</h2>
${table(
  ['Aviso', 'Desde', 'Estado'],
  notices.map((notice) => [notice.kind, notice.createdAt, notice.state]),
)}`,
  );
}
