import { defineTexts } from '../defineTexts.ts';

/** Senior, OZmap, Routerbox. */
export const neighbourConditionTexts = defineTexts({
  'pt-BR': {
    'condition.ozmap-nothing-free.title': 'Ninguém pode ser atendido nesse raio',
    'condition.ozmap-nothing-free.text':
      'O OZmap respondeu, mas em {radius:number} m não há caixa pronta com porta livre ({boxes:number} caixas, {inProject:number} em projeto).',
    'condition.ozmap-nothing-free.next':
      'A integração funciona. Confira coordenadas e raio, ou os projetos a que a chave tem acesso.',
    'condition.public-address-changed.title': 'O endereço público da loja mudou',
    'condition.public-address-changed.text':
      'Era {before}, agora é {publicAddress}. Quem liberou o endereço antigo não deixa mais entrar: ele não é fixo.',
    'condition.public-address-changed.next': 'Peça um endereço fixo ao provedor; o texto está pronto.',
    'condition.public-address-changed.message':
      'Olá. O nosso endereço público mudou de {before} para {publicAddress}. Precisamos de um endereço IPv4 público e fixo para uma integração. Por favor informe como contratar.',
    'condition.routerbox-query-refused.title': 'A consulta não é só de leitura',
    'condition.routerbox-query-refused.text':
      'O Elo só executa uma única consulta SELECT. Esta tem: {why}. Nada foi executado.',
    'condition.routerbox-query-refused.next': 'Ajuste a consulta com o consultor.',
    'condition.routerbox-query-failed.title': 'A consulta não funcionou no banco',
    'condition.routerbox-query-failed.text':
      'O banco recusou a consulta[ ({serverCode})]: nome de tabela ou coluna errado, falta de permissão, ou demora demais.',
    'condition.routerbox-query-failed.next': 'Envie o texto ao consultor.',
    'condition.routerbox-query-failed.message':
      'Olá. A consulta configurada para o Routerbox falha no banco {database} em {host}:{port}[ ({serverCode})], teste de {testedAt:time}. Por favor confira nomes de tabelas e colunas e a permissão de leitura.',
    'condition.routerbox-columns-missing.title': 'Faltam colunas no resultado da consulta',
    'condition.routerbox-columns-missing.text': 'A consulta não traz: {absent}. Ela traz: {columns}.',
    'condition.routerbox-columns-missing.next': 'Informe os nomes das colunas como a consulta os dá.',
    'condition.routerbox-rows-without-code.title': 'Há clientes que não podem ser reconhecidos',
    'condition.routerbox-rows-without-code.text':
      '{withoutCode:number} linhas não têm código de contrato e {doubled:number} códigos se repetem com situações diferentes. O código é o que liga os dois sistemas.',
    'condition.routerbox-rows-without-code.next': 'Envie o texto ao consultor.',
    'condition.routerbox-rows-without-code.message':
      'Olá. Na consulta do Routerbox, {withoutCode:number} clientes estão sem código de contrato e {doubled:number} códigos se repetem com situações diferentes, teste de {testedAt:time}. A integração reconhece o cliente pelo código: por favor corrija.',
    'condition.routerbox-situations-unknown.title': 'Há situações que nenhuma regra reconhece',
    'condition.routerbox-situations-unknown.text':
      '{unknown:number} clientes têm uma situação que não foi configurada, como: {words}. A rotina não faria nada com eles.',
    'condition.routerbox-situations-unknown.next': 'Confira com o consultor as palavras de cada situação.',
    'condition.routerbox-situations-unknown.message':
      'Olá. No Routerbox há situações que não estão configuradas na integração: {words} ({unknown:number} clientes), teste de {testedAt:time}. O que deve acontecer com elas?',
    'condition.routerbox-run-late.title': 'A rotina não passou há mais tempo que o combinado',
    'condition.routerbox-run-late.text':
      'A última passagem registrada foi {lastRun:time}[, há {minutes:number} min]. O combinado é a cada {cycle:number} min.',
    'condition.routerbox-run-late.next': 'Envie o texto ao fornecedor.',
    'condition.routerbox-run-late.message':
      'Olá. A integração OZmap e Routerbox passou pela última vez em {lastRun:time}, e o ciclo é de {cycle:number} min, teste de {testedAt:time}. Por favor verifiquem.',
  },
  en: {
    'condition.ozmap-nothing-free.title': 'Nobody can be served within that radius',
    'condition.ozmap-nothing-free.text':
      'OZmap answered, but within {radius:number} m there is no ready box with a free port ({boxes:number} boxes, {inProject:number} in project).',
    'condition.ozmap-nothing-free.next':
      'The integration works. Check coordinates and radius, or the projects the key has access to.',
    'condition.public-address-changed.title': 'The store’s public address changed',
    'condition.public-address-changed.text':
      'It was {before}, now it is {publicAddress}. Whoever admitted the old one no longer lets in: it is not fixed.',
    'condition.public-address-changed.next': 'Ask the provider for a fixed address; the text is ready.',
    'condition.public-address-changed.message':
      'Hello. Our public address changed from {before} to {publicAddress}. We need a public, fixed IPv4 address for an integration. Please tell us how to get one.',
    'condition.routerbox-query-refused.title': 'The query does not only read',
    'condition.routerbox-query-refused.text':
      'Elo runs a single SELECT only. This one has: {why}. Nothing was run.',
    'condition.routerbox-query-refused.next': 'Change the query with the consultant.',
    'condition.routerbox-query-failed.title': 'The query did not work in the database',
    'condition.routerbox-query-failed.text':
      'The database refused the query[ ({serverCode})]: a wrong name of table or column, a missing right, or it takes too long.',
    'condition.routerbox-query-failed.next': 'Send the text to the consultant.',
    'condition.routerbox-query-failed.message':
      'Hello. The query configured for Routerbox fails in database {database} at {host}:{port}[ ({serverCode})], tested at {testedAt:time}. Please check names of tables and columns and the right to read.',
    'condition.routerbox-columns-missing.title': 'Columns are missing in the query’s result',
    'condition.routerbox-columns-missing.text': 'The query does not bring: {absent}. It brings: {columns}.',
    'condition.routerbox-columns-missing.next': 'Give the names of the columns as the query gives them.',
    'condition.routerbox-rows-without-code.title': 'There are customers who cannot be told',
    'condition.routerbox-rows-without-code.text':
      '{withoutCode:number} rows have no contract code and {doubled:number} codes repeat with different situations. The code is what links both systems.',
    'condition.routerbox-rows-without-code.next': 'Send the text to the consultant.',
    'condition.routerbox-rows-without-code.message':
      'Hello. In Routerbox’s query {withoutCode:number} customers have no contract code and {doubled:number} codes repeat with different situations, tested at {testedAt:time}. The integration tells customers by code: please correct it.',
    'condition.routerbox-situations-unknown.title': 'There are situations that no rule knows',
    'condition.routerbox-situations-unknown.text':
      '{unknown:number} customers have a situation that was not configured, such as: {words}. The routine would do nothing with them.',
    'condition.routerbox-situations-unknown.next': 'Check the words of each situation with the consultant.',
    'condition.routerbox-situations-unknown.message':
      'Hello. Routerbox has situations that are not configured in the integration: {words} ({unknown:number} customers), tested at {testedAt:time}. What should happen with them?',
    'condition.routerbox-run-late.title': 'The routine has not passed for longer than agreed',
    'condition.routerbox-run-late.text':
      'The last pass on record was {lastRun:time}[, {minutes:number} min ago]. Agreed is every {cycle:number} min.',
    'condition.routerbox-run-late.next': 'Send the text to the vendor.',
    'condition.routerbox-run-late.message':
      'Hello. The integration of OZmap and Routerbox last passed at {lastRun:time}, and its cycle is {cycle:number} min, tested at {testedAt:time}. Please look at it.',
  },
  es: {
    'condition.ozmap-nothing-free.title': 'Nadie puede ser atendido en ese radio',
    'condition.ozmap-nothing-free.text':
      'OZmap respondió, pero en {radius:number} m no hay caja lista con puerto libre ({boxes:number} cajas, {inProject:number} en proyecto).',
    'condition.ozmap-nothing-free.next':
      'La integración funciona. Verifique coordenadas y radio, o los proyectos a los que la clave tiene acceso.',
    'condition.public-address-changed.title': 'La dirección pública de la tienda cambió',
    'condition.public-address-changed.text':
      'Era {before}, ahora es {publicAddress}. Quien permitió la antigua ya no deja entrar: no es fija.',
    'condition.public-address-changed.next': 'Pida una dirección fija al proveedor; el texto está listo.',
    'condition.public-address-changed.message':
      'Hola. Nuestra dirección pública cambió de {before} a {publicAddress}. Necesitamos una dirección IPv4 pública y fija para una integración. Por favor díganos cómo contratarla.',
    'condition.routerbox-query-refused.title': 'La consulta no es solo de lectura',
    'condition.routerbox-query-refused.text':
      'Elo ejecuta únicamente una sola consulta SELECT. Esta tiene: {why}. No se ejecutó nada.',
    'condition.routerbox-query-refused.next': 'Ajuste la consulta con el consultor.',
    'condition.routerbox-query-failed.title': 'La consulta no funcionó en la base',
    'condition.routerbox-query-failed.text':
      'La base rechazó la consulta[ ({serverCode})]: nombre de tabla o columna incorrecto, falta de permiso, o demora demasiado.',
    'condition.routerbox-query-failed.next': 'Envíe el texto al consultor.',
    'condition.routerbox-query-failed.message':
      'Hola. La consulta configurada para Routerbox falla en la base {database} en {host}:{port}[ ({serverCode})], prueba de {testedAt:time}. Por favor revise nombres de tablas y columnas y el permiso de lectura.',
    'condition.routerbox-columns-missing.title': 'Faltan columnas en el resultado de la consulta',
    'condition.routerbox-columns-missing.text': 'La consulta no trae: {absent}. Trae: {columns}.',
    'condition.routerbox-columns-missing.next':
      'Indique los nombres de las columnas como la consulta los da.',
    'condition.routerbox-rows-without-code.title': 'Hay clientes que no se pueden reconocer',
    'condition.routerbox-rows-without-code.text':
      '{withoutCode:number} filas no tienen código de contrato y {doubled:number} códigos se repiten con situaciones diferentes. El código es lo que une los dos sistemas.',
    'condition.routerbox-rows-without-code.next': 'Envíe el texto al consultor.',
    'condition.routerbox-rows-without-code.message':
      'Hola. En la consulta de Routerbox, {withoutCode:number} clientes están sin código de contrato y {doubled:number} códigos se repiten con situaciones diferentes, prueba de {testedAt:time}. La integración reconoce al cliente por el código: por favor corrija.',
    'condition.routerbox-situations-unknown.title': 'Hay situaciones que ninguna regla reconoce',
    'condition.routerbox-situations-unknown.text':
      '{unknown:number} clientes tienen una situación que no fue configurada, como: {words}. La rutina no haría nada con ellos.',
    'condition.routerbox-situations-unknown.next': 'Revise con el consultor las palabras de cada situación.',
    'condition.routerbox-situations-unknown.message':
      'Hola. En Routerbox hay situaciones que no están configuradas en la integración: {words} ({unknown:number} clientes), prueba de {testedAt:time}. ¿Qué debe pasar con ellas?',
    'condition.routerbox-run-late.title': 'La rutina no pasó desde hace más de lo acordado',
    'condition.routerbox-run-late.text':
      'El último paso registrado fue {lastRun:time}[, hace {minutes:number} min]. Lo acordado es cada {cycle:number} min.',
    'condition.routerbox-run-late.next': 'Envíe el texto al proveedor.',
    'condition.routerbox-run-late.message':
      'Hola. La integración de OZmap y Routerbox pasó por última vez el {lastRun:time}, y su ciclo es de {cycle:number} min, prueba de {testedAt:time}. Por favor revísenla.',
  },
});
