import { defineTexts } from '../defineTexts.ts';

/** Databases: what was found inside. */
export const databaseRightsTexts = defineTexts({
  'pt-BR': {
    'condition.database-missing.title': 'O banco de dados com esse nome não existe',
    'condition.database-missing.text': 'O {product} em {host} não tem um banco chamado {database}.',
    'condition.database-missing.next':
      'Confira o nome exato, com maiúsculas, com quem cuida do banco de dados.',
    'condition.database-missing.message':
      'Olá. No {product} em {host}:{port} não existe o banco (ou serviço) {database} ({serverCode}, teste de {testedAt:time}). Qual é o nome exato?',
    'condition.database-not-permitted.title': 'O usuário não pode entrar neste banco de dados',
    'condition.database-not-permitted.text':
      'A senha está certa, mas o usuário {user} não tem acesso ao banco {database}, ou esse banco não existe.',
    'condition.database-not-permitted.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-not-permitted.message':
      'Olá. O usuário {user} entra no {product} em {host}:{port}, mas não tem acesso ao banco {database} ({serverCode}, teste de {testedAt:time}). Por favor confira o nome do banco e dê a ele acesso somente de leitura.',
    'condition.database-connection-lost.title': 'A conexão com o banco de dados caiu no meio',
    'condition.database-connection-lost.text':
      '{host} encerrou a conexão durante a entrada. Pode ser a rede, ou um programa de proteção no caminho.',
    'condition.database-connection-lost.next': 'Tente de novo. O Elo também confere sozinho.',
    'condition.database-failed.title': 'O banco de dados respondeu de um modo desconhecido',
    'condition.database-failed.text':
      'O {product} em {host} recusou por um motivo que o Elo não conhece[: {serverCode}].',
    'condition.database-failed.next': 'Envie o texto ao suporte.',
    'condition.database-failed.message':
      'Olá. O teste do {product} em {host}:{port} parou com uma resposta desconhecida[: {serverCode}] ({testedAt:time}).',
    'condition.database-login-not-encrypted.title': 'A conversa com o banco não é protegida',
    'condition.database-login-not-encrypted.text':
      'A entrada funcionou, mas sem criptografia: quem estiver no caminho até {host} pode ler os dados.',
    'condition.database-login-not-encrypted.next':
      'Pela internet, peça a conexão protegida. Dentro de uma VPN isso pode ser aceitável.',
    'condition.database-login-not-encrypted.message':
      'Olá. O {product} em {host}:{port} só aceita conexão sem criptografia (teste de {testedAt:time}). Por favor ative o TLS no servidor, ou confirme que o acesso externo passa por VPN.',
    'condition.database-user-writes.title': 'O usuário pode alterar dados',
    'condition.database-user-writes.text':
      'O usuário {user} deveria só ler, mas tem {writesTotal:number} permissões para alterar. Por exemplo: {first}. Nada foi alterado no teste.',
    'condition.database-user-writes.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-user-writes.message':
      'Olá. O usuário {user} do {product} em {host}:{port}[, banco {database},] precisa ser somente leitura, mas tem permissões de alteração ({writesTotal:number}), por exemplo: {first} (teste de {testedAt:time}). Por favor retire-as (REVOKE) e deixe apenas SELECT.',
    'condition.database-user-runs-routines.title': 'O usuário pode executar rotinas do banco',
    'condition.database-user-runs-routines.text':
      'O usuário {user} só lê as tabelas, mas pode executar {routines:number} rotinas que agem com os direitos de quem as criou. O que elas alteram não dá para saber daqui.',
    'condition.database-user-runs-routines.next':
      'Confirme com quem cuida do banco de dados se isso é necessário.',
    'condition.database-user-runs-routines.message':
      'Olá. O usuário {user} do {product} em {host}:{port} pode executar rotinas ({routines:number}) com direitos do dono (teste de {testedAt:time}). Se a integração não precisa delas, por favor retire o EXECUTE.',
    'condition.database-table-denied.title': 'O usuário não pode ler algumas tabelas',
    'condition.database-table-denied.text': 'O usuário {user} não consegue ler: {tables}.',
    'condition.database-table-denied.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-table-denied.message':
      'Olá. O usuário {user} do {product} em {host}:{port}[, banco {database},] não tem SELECT (ou as tabelas não existem) em: {tables} (teste de {testedAt:time}). Por favor conceda SELECT nelas.',
    'condition.database-table-missing.title': 'Algumas tabelas não existem',
    'condition.database-table-missing.text': 'No banco {database} não há: {tables}.',
    'condition.database-table-missing.next': 'Confira os nomes com o consultor de implantação.',
    'condition.database-table-missing.message':
      'Olá. No banco {database} do {product} em {host}:{port} não existem estas tabelas: {tables} (teste de {testedAt:time}). Os nomes estão certos? O banco é o certo?',
  },
  en: {
    'condition.database-missing.title': 'No database of that name exists',
    'condition.database-missing.text': '{product} at {host} has no database called {database}.',
    'condition.database-missing.next': 'Check the exact name, with capitals, with whoever runs the database.',
    'condition.database-missing.message':
      'Hello. {product} at {host}:{port} has no database (or service) {database} ({serverCode}, tested at {testedAt:time}). What is its exact name?',
    'condition.database-not-permitted.title': 'The user may not enter this database',
    'condition.database-not-permitted.text':
      'The password is right, but user {user} has no access to database {database}, or there is none of that name.',
    'condition.database-not-permitted.next': 'Send the text to whoever runs the database.',
    'condition.database-not-permitted.message':
      'Hello. User {user} signs in to {product} at {host}:{port}, but has no access to database {database} ({serverCode}, tested at {testedAt:time}). Please check the name of the database and grant read-only access.',
    'condition.database-connection-lost.title': 'The connection to the database broke off',
    'condition.database-connection-lost.text':
      '{host} ended the connection while signing in. It may be the network, or a security program on the way.',
    'condition.database-connection-lost.next': 'Try again. Elo looks by itself, too.',
    'condition.database-failed.title': 'The database answered in an unknown way',
    'condition.database-failed.text':
      '{product} at {host} refused for a reason Elo does not know[: {serverCode}].',
    'condition.database-failed.next': 'Send the text to support.',
    'condition.database-failed.message':
      'Hello. The test of {product} at {host}:{port} stopped with an unknown answer[: {serverCode}] ({testedAt:time}).',
    'condition.database-login-not-encrypted.title': 'The talk with the database is not protected',
    'condition.database-login-not-encrypted.text':
      'Signing in worked, but without encryption: whoever is on the way to {host} can read the data.',
    'condition.database-login-not-encrypted.next':
      'Over the internet, ask for a protected connection. Inside a VPN it may do.',
    'condition.database-login-not-encrypted.message':
      'Hello. {product} at {host}:{port} takes only unencrypted connections (tested at {testedAt:time}). Please turn TLS on at the server, or confirm that access from outside goes through a VPN.',
    'condition.database-user-writes.title': 'The user may change data',
    'condition.database-user-writes.text':
      'User {user} should only read, but has {writesTotal:number} rights to change. For example: {first}. Nothing was changed by the test.',
    'condition.database-user-writes.next': 'Send the text to whoever runs the database.',
    'condition.database-user-writes.message':
      'Hello. User {user} of {product} at {host}:{port}[, database {database},] must be read-only, but has rights to change ({writesTotal:number}), for example: {first} (tested at {testedAt:time}). Please revoke them and leave SELECT only.',
    'condition.database-user-runs-routines.title': 'The user may run routines of the database',
    'condition.database-user-runs-routines.text':
      'User {user} only reads tables, but may run {routines:number} routines that act with the rights of whoever made them. What they change cannot be told from here.',
    'condition.database-user-runs-routines.next':
      'Confirm with whoever runs the database whether that is needed.',
    'condition.database-user-runs-routines.message':
      'Hello. User {user} of {product} at {host}:{port} may run routines ({routines:number}) with their owner’s rights (tested at {testedAt:time}). If the integration does not need them, please revoke EXECUTE.',
    'condition.database-table-denied.title': 'The user may not read some tables',
    'condition.database-table-denied.text': 'User {user} cannot read: {tables}.',
    'condition.database-table-denied.next': 'Send the text to whoever runs the database.',
    'condition.database-table-denied.message':
      'Hello. User {user} of {product} at {host}:{port}[, database {database},] has no SELECT on (or these do not exist): {tables} (tested at {testedAt:time}). Please grant SELECT on them.',
    'condition.database-table-missing.title': 'Some tables do not exist',
    'condition.database-table-missing.text': 'Database {database} does not have: {tables}.',
    'condition.database-table-missing.next': 'Check the names with the implementation consultant.',
    'condition.database-table-missing.message':
      'Hello. Database {database} of {product} at {host}:{port} does not have these tables: {tables} (tested at {testedAt:time}). Are the names right? Is it the right database?',
  },
  es: {
    'condition.database-missing.title': 'No existe una base de datos con ese nombre',
    'condition.database-missing.text': '{product} en {host} no tiene una base llamada {database}.',
    'condition.database-missing.next':
      'Confirme el nombre exacto, con mayúsculas, con quien administra la base de datos.',
    'condition.database-missing.message':
      'Hola. En {product} en {host}:{port} no existe la base (o servicio) {database} ({serverCode}, prueba de {testedAt:time}). ¿Cuál es el nombre exacto?',
    'condition.database-not-permitted.title': 'El usuario no puede entrar en esta base de datos',
    'condition.database-not-permitted.text':
      'La contraseña es correcta, pero el usuario {user} no tiene acceso a la base {database}, o esa base no existe.',
    'condition.database-not-permitted.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-not-permitted.message':
      'Hola. El usuario {user} entra en {product} en {host}:{port}, pero no tiene acceso a la base {database} ({serverCode}, prueba de {testedAt:time}). Por favor revise el nombre de la base y dele acceso solo de lectura.',
    'condition.database-connection-lost.title': 'La conexión con la base de datos se cortó',
    'condition.database-connection-lost.text':
      '{host} cerró la conexión durante la entrada. Puede ser la red, o un programa de protección en el camino.',
    'condition.database-connection-lost.next': 'Intente de nuevo. Elo también revisa solo.',
    'condition.database-failed.title': 'La base de datos respondió de un modo desconocido',
    'condition.database-failed.text':
      '{product} en {host} rechazó por un motivo que Elo no conoce[: {serverCode}].',
    'condition.database-failed.next': 'Envíe el texto al soporte.',
    'condition.database-failed.message':
      'Hola. La prueba de {product} en {host}:{port} se detuvo con una respuesta desconocida[: {serverCode}] ({testedAt:time}).',
    'condition.database-login-not-encrypted.title': 'La conversación con la base no está protegida',
    'condition.database-login-not-encrypted.text':
      'La entrada funcionó, pero sin cifrado: quien esté en el camino hasta {host} puede leer los datos.',
    'condition.database-login-not-encrypted.next':
      'Por internet, pida la conexión protegida. Dentro de una VPN puede ser aceptable.',
    'condition.database-login-not-encrypted.message':
      'Hola. {product} en {host}:{port} solo acepta conexión sin cifrado (prueba de {testedAt:time}). Por favor active TLS en el servidor, o confirme que el acceso externo pasa por VPN.',
    'condition.database-user-writes.title': 'El usuario puede modificar datos',
    'condition.database-user-writes.text':
      'El usuario {user} debería solo leer, pero tiene {writesTotal:number} permisos para modificar. Por ejemplo: {first}. La prueba no modificó nada.',
    'condition.database-user-writes.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-user-writes.message':
      'Hola. El usuario {user} de {product} en {host}:{port}[, base {database},] debe ser solo lectura, pero tiene permisos para modificar ({writesTotal:number}), por ejemplo: {first} (prueba de {testedAt:time}). Por favor retírelos (REVOKE) y deje solo SELECT.',
    'condition.database-user-runs-routines.title': 'El usuario puede ejecutar rutinas de la base',
    'condition.database-user-runs-routines.text':
      'El usuario {user} solo lee las tablas, pero puede ejecutar {routines:number} rutinas que actúan con los derechos de quien las creó. Lo que modifican no se sabe desde aquí.',
    'condition.database-user-runs-routines.next':
      'Confirme con quien administra la base de datos si eso es necesario.',
    'condition.database-user-runs-routines.message':
      'Hola. El usuario {user} de {product} en {host}:{port} puede ejecutar rutinas ({routines:number}) con derechos del dueño (prueba de {testedAt:time}). Si la integración no las necesita, por favor retire EXECUTE.',
    'condition.database-table-denied.title': 'El usuario no puede leer algunas tablas',
    'condition.database-table-denied.text': 'El usuario {user} no consigue leer: {tables}.',
    'condition.database-table-denied.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-table-denied.message':
      'Hola. El usuario {user} de {product} en {host}:{port}[, base {database},] no tiene SELECT (o no existen) en: {tables} (prueba de {testedAt:time}). Por favor conceda SELECT en ellas.',
    'condition.database-table-missing.title': 'Algunas tablas no existen',
    'condition.database-table-missing.text': 'La base {database} no tiene: {tables}.',
    'condition.database-table-missing.next': 'Confirme los nombres con el consultor de implantación.',
    'condition.database-table-missing.message':
      'Hola. En la base {database} de {product} en {host}:{port} no existen estas tablas: {tables} (prueba de {testedAt:time}). ¿Los nombres son correctos? ¿Es la base correcta?',
  },
});
