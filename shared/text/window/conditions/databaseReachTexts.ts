import { defineTexts } from '../defineTexts.ts';

/** Databases: the way there. */
export const databaseReachTexts = defineTexts({
  'pt-BR': {
    'condition.database-name-unknown.title': 'O endereço do banco de dados não foi encontrado',
    'condition.database-name-unknown.text':
      'O nome {host} não existe na internet, ou este computador está sem internet.',
    'condition.database-name-unknown.next':
      'Confira o endereço com quem cuida do banco de dados. Um erro de digitação é o mais comum.',
    'condition.database-refused.title': 'O banco de dados está fechado neste endereço',
    'condition.database-refused.text':
      '{host} respondeu, mas nada atende na porta {port}. O {product} está parado, usa outra porta, ou o firewall recusa.',
    'condition.database-refused.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-refused.message':
      'Olá. {host} recusa a conexão na porta {port} (TCP), teste de {testedAt:time}. Por favor confira se o {product} está rodando, se atende nessa porta em todas as placas de rede (não só em 127.0.0.1) e se o firewall deixa entrar.',
    'condition.database-no-answer.title': 'O banco de dados não responde',
    'condition.database-no-answer.text':
      'Ninguém respondeu em {host}, porta {port}. Isso acontece quando um firewall ou o roteador descarta a conexão.',
    'condition.database-no-answer.next': 'Envie o texto a quem cuida da rede.',
    'condition.database-no-answer.message':
      'Olá. Não há resposta de {host} na porta {port} (TCP), teste de {testedAt:time}. Por favor confira no firewall e no roteador se a porta está liberada e encaminhada para o servidor do {product}.',
    'condition.database-unreachable.title': 'Não há caminho até o banco de dados',
    'condition.database-unreachable.text':
      'Este computador não alcança {host}. A máquina está desligada, a rede caiu, ou um firewall impede.',
    'condition.database-unreachable.next':
      'Confira a internet e se o servidor está ligado. Se estiver, envie o texto a quem cuida da rede.',
    'condition.database-unreachable.message':
      'Olá. Não há rota até {host}, porta {port}, teste de {testedAt:time}. Por favor confira se o servidor está ligado e se rede ou VPN estão no ar.',
    'condition.database-silent.title': 'A porta abre, mas ninguém fala',
    'condition.database-silent.text':
      '{host} aceita a conexão na porta {port} e depois fica em silêncio. Não parece um {product} em funcionamento. Sua senha não foi enviada.',
    'condition.database-silent.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-silent.message':
      'Olá. {host}:{port} aceita a conexão e não diz nada (teste de {testedAt:time}). Esperávamos um {product}. Por favor confira se o serviço não está travado e se a porta é encaminhada para o servidor certo.',
    'condition.database-closes.title': 'A porta abre e fecha em seguida',
    'condition.database-closes.text':
      '{host} aceita a conexão na porta {port} e desliga sem dizer nada. Costuma ser uma lista de endereços liberados no servidor ou no firewall. Sua senha não foi enviada.',
    'condition.database-closes.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-closes.message':
      'Olá. {host}:{port} aceita a conexão e a encerra em seguida (teste de {testedAt:time})[, código {serverCode}]. Por favor confira se o nosso endereço[ público {publicAddress}] está na lista de liberados do {product} e do firewall.',
    'condition.database-other-protocol.title': 'Nesta porta há outra coisa',
    'condition.database-other-protocol.text':
      'Na porta {port} de {host} não há um {product}[, e sim: {foundName}]. Sua senha não foi enviada.',
    'condition.database-other-protocol.next':
      'Confira o tipo de banco e a porta com quem cuida do banco de dados.',
    'condition.database-other-protocol.message':
      'Olá. Na porta {port} de {host} esperávamos um {product}[, mas quem respondeu foi: {foundName}] (teste de {testedAt:time}). Qual é o tipo do banco de dados e a porta certa?',
    'condition.database-address-not-allowed.title': 'O banco de dados não aceita conexões daqui',
    'condition.database-address-not-allowed.text':
      'O {product} em {host} só atende endereços liberados, e o desta loja não está na lista.',
    'condition.database-address-not-allowed.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-address-not-allowed.message':
      'Olá. O {product} em {host}:{port} recusou o nosso endereço[ público {publicAddress}] ({serverCode}, teste de {testedAt:time}). Por favor libere esse endereço[ para o usuário {user}][ no banco {database}] (no PostgreSQL, no pg_hba.conf; no MySQL e no MariaDB, no host do usuário).',
    'condition.database-address-blocked.title': 'O banco de dados bloqueou este endereço',
    'condition.database-address-blocked.text':
      'Depois de muitas conexões interrompidas, {host} não atende mais este endereço.',
    'condition.database-address-blocked.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-address-blocked.message':
      'Olá. O {product} em {host}:{port} bloqueou o nosso endereço por conexões interrompidas ({serverCode}, teste de {testedAt:time}). Por favor execute FLUSH HOSTS e veja qual programa interrompe as conexões.',
    'condition.database-busy.title': 'O banco de dados está lotado',
    'condition.database-busy.text': 'O {product} em {host} já tem o máximo de conexões abertas.',
    'condition.database-busy.next':
      'Tente de novo em alguns minutos. Se continuar, envie o texto a quem cuida do banco de dados.',
    'condition.database-busy.message':
      'Olá. O {product} em {host}:{port} recusa novas conexões por estar no limite ({serverCode}, teste de {testedAt:time}). Por favor confira o limite e as conexões abertas.',
    'condition.database-starting.title': 'O banco de dados está iniciando ou parando',
    'condition.database-starting.text': 'O {product} em {host} respondeu que ainda não atende.',
    'condition.database-starting.next': 'Espere alguns minutos; o Elo confere de novo sozinho.',
  },
  en: {
    'condition.database-name-unknown.title': 'The address of the database was not found',
    'condition.database-name-unknown.text':
      'The name {host} does not exist on the internet, or this computer has no internet.',
    'condition.database-name-unknown.next':
      'Check the address with whoever runs the database. A typing mistake is the most common cause.',
    'condition.database-refused.title': 'The database is closed at this address',
    'condition.database-refused.text':
      '{host} answered, but nothing listens on port {port}. {product} is stopped, uses another port, or a firewall refuses.',
    'condition.database-refused.next': 'Send the text to whoever runs the database.',
    'condition.database-refused.message':
      'Hello. {host} refuses the connection on port {port} (TCP), tested at {testedAt:time}. Please check that {product} is running, that it listens on that port on every network card (not only 127.0.0.1), and that the firewall lets it in.',
    'condition.database-no-answer.title': 'The database does not answer',
    'condition.database-no-answer.text':
      'Nobody answered at {host}, port {port}. That happens when a firewall or the router drops the connection.',
    'condition.database-no-answer.next': 'Send the text to whoever runs the network.',
    'condition.database-no-answer.message':
      'Hello. There is no answer from {host} on port {port} (TCP), tested at {testedAt:time}. Please check in firewall and router that the port is allowed and forwarded to the server of {product}.',
    'condition.database-unreachable.title': 'There is no way to the database',
    'condition.database-unreachable.text':
      'This computer cannot reach {host}. The machine is off, the network is down, or a firewall stops it.',
    'condition.database-unreachable.next':
      'Check the internet and that the server is on. If it is, send the text to whoever runs the network.',
    'condition.database-unreachable.message':
      'Hello. There is no route to {host}, port {port}, tested at {testedAt:time}. Please check that the server is on and that network or VPN are up.',
    'condition.database-silent.title': 'The port opens, but nobody speaks',
    'condition.database-silent.text':
      '{host} takes the connection on port {port} and then stays silent. It does not look like a working {product}. Your password was not sent.',
    'condition.database-silent.next': 'Send the text to whoever runs the database.',
    'condition.database-silent.message':
      'Hello. {host}:{port} accepts the connection and says nothing (tested at {testedAt:time}). We expected {product}. Please check that the service does not hang and that the port is forwarded to the right server.',
    'condition.database-closes.title': 'The port opens and closes at once',
    'condition.database-closes.text':
      '{host} takes the connection on port {port} and hangs up without a word. Usually it is a list of admitted addresses on the server or firewall. Your password was not sent.',
    'condition.database-closes.next': 'Send the text to whoever runs the database.',
    'condition.database-closes.message':
      'Hello. {host}:{port} accepts the connection and closes it at once (tested at {testedAt:time})[, code {serverCode}]. Please check that our address[, public {publicAddress},] is in the admitted list of {product} and of the firewall.',
    'condition.database-other-protocol.title': 'Something else is on this port',
    'condition.database-other-protocol.text':
      'On port {port} of {host} there is no {product}[, but: {foundName}]. Your password was not sent.',
    'condition.database-other-protocol.next':
      'Check the kind of database and the port with whoever runs the database.',
    'condition.database-other-protocol.message':
      'Hello. On port {port} of {host} we expected {product}[, but what answered was: {foundName}] (tested at {testedAt:time}). What kind of database is it, and which is the right port?',
    'condition.database-address-not-allowed.title': 'The database takes no connections from here',
    'condition.database-address-not-allowed.text':
      '{product} at {host} serves admitted addresses only, and this store’s is not in the list.',
    'condition.database-address-not-allowed.next': 'Send the text to whoever runs the database.',
    'condition.database-address-not-allowed.message':
      'Hello. {product} at {host}:{port} refused our address[, public {publicAddress}] ({serverCode}, tested at {testedAt:time}). Please admit it[ for user {user}][ on database {database}] (PostgreSQL: pg_hba.conf; MySQL and MariaDB: the user’s host).',
    'condition.database-address-blocked.title': 'The database shut this address out',
    'condition.database-address-blocked.text':
      'After many broken connections {host} serves this address no longer.',
    'condition.database-address-blocked.next': 'Send the text to whoever runs the database.',
    'condition.database-address-blocked.message':
      'Hello. {product} at {host}:{port} blocked our address for broken connections ({serverCode}, tested at {testedAt:time}). Please run FLUSH HOSTS and see which program breaks connections off.',
    'condition.database-busy.title': 'The database is full',
    'condition.database-busy.text': '{product} at {host} already has as many connections as it takes.',
    'condition.database-busy.next':
      'Try again in some minutes. If it stays so, send the text to whoever runs the database.',
    'condition.database-busy.message':
      'Hello. {product} at {host}:{port} refuses new connections because of its limit ({serverCode}, tested at {testedAt:time}). Please check the limit and the open connections.',
    'condition.database-starting.title': 'The database is starting or stopping',
    'condition.database-starting.text': '{product} at {host} said that it does not serve yet.',
    'condition.database-starting.next': 'Wait some minutes; Elo looks again by itself.',
  },
  es: {
    'condition.database-name-unknown.title': 'No se encontró la dirección de la base de datos',
    'condition.database-name-unknown.text':
      'El nombre {host} no existe en internet, o esta computadora no tiene internet.',
    'condition.database-name-unknown.next':
      'Confirme la dirección con quien administra la base de datos. Un error de escritura es lo más común.',
    'condition.database-refused.title': 'La base de datos está cerrada en esta dirección',
    'condition.database-refused.text':
      '{host} respondió, pero nada atiende en el puerto {port}. {product} está detenido, usa otro puerto, o el firewall lo rechaza.',
    'condition.database-refused.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-refused.message':
      'Hola. {host} rechaza la conexión en el puerto {port} (TCP), prueba de {testedAt:time}. Por favor verifique que {product} esté en marcha, que atienda en ese puerto en todas las placas de red (no solo 127.0.0.1) y que el firewall lo deje entrar.',
    'condition.database-no-answer.title': 'La base de datos no responde',
    'condition.database-no-answer.text':
      'Nadie respondió en {host}, puerto {port}. Eso pasa cuando un firewall o el router descarta la conexión.',
    'condition.database-no-answer.next': 'Envíe el texto a quien administra la red.',
    'condition.database-no-answer.message':
      'Hola. No hay respuesta de {host} en el puerto {port} (TCP), prueba de {testedAt:time}. Por favor verifique en el firewall y en el router que el puerto esté permitido y dirigido al servidor de {product}.',
    'condition.database-unreachable.title': 'No hay camino hasta la base de datos',
    'condition.database-unreachable.text':
      'Esta computadora no alcanza {host}. La máquina está apagada, la red cayó, o un firewall lo impide.',
    'condition.database-unreachable.next':
      'Verifique internet y que el servidor esté encendido. Si lo está, envíe el texto a quien administra la red.',
    'condition.database-unreachable.message':
      'Hola. No hay ruta hasta {host}, puerto {port}, prueba de {testedAt:time}. Por favor verifique que el servidor esté encendido y que la red o VPN funcionen.',
    'condition.database-silent.title': 'El puerto abre, pero nadie habla',
    'condition.database-silent.text':
      '{host} acepta la conexión en el puerto {port} y luego calla. No parece un {product} en funcionamiento. Su contraseña no fue enviada.',
    'condition.database-silent.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-silent.message':
      'Hola. {host}:{port} acepta la conexión y no dice nada (prueba de {testedAt:time}). Esperábamos {product}. Por favor verifique que el servicio no esté trabado y que el puerto apunte al servidor correcto.',
    'condition.database-closes.title': 'El puerto abre y se cierra enseguida',
    'condition.database-closes.text':
      '{host} acepta la conexión en el puerto {port} y corta sin decir nada. Suele ser una lista de direcciones permitidas en el servidor o en el firewall. Su contraseña no fue enviada.',
    'condition.database-closes.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-closes.message':
      'Hola. {host}:{port} acepta la conexión y la cierra enseguida (prueba de {testedAt:time})[, código {serverCode}]. Por favor verifique que nuestra dirección[ pública {publicAddress}] esté en la lista permitida de {product} y del firewall.',
    'condition.database-other-protocol.title': 'En este puerto hay otra cosa',
    'condition.database-other-protocol.text':
      'En el puerto {port} de {host} no hay un {product}[, sino: {foundName}]. Su contraseña no fue enviada.',
    'condition.database-other-protocol.next':
      'Confirme el tipo de base y el puerto con quien administra la base de datos.',
    'condition.database-other-protocol.message':
      'Hola. En el puerto {port} de {host} esperábamos {product}[, pero respondió: {foundName}] (prueba de {testedAt:time}). ¿Cuál es el tipo de base de datos y el puerto correcto?',
    'condition.database-address-not-allowed.title': 'La base de datos no acepta conexiones desde aquí',
    'condition.database-address-not-allowed.text':
      '{product} en {host} solo atiende direcciones permitidas, y la de esta tienda no está en la lista.',
    'condition.database-address-not-allowed.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-address-not-allowed.message':
      'Hola. {product} en {host}:{port} rechazó nuestra dirección[ pública {publicAddress}] ({serverCode}, prueba de {testedAt:time}). Por favor permita esa dirección[ para el usuario {user}][ en la base {database}] (PostgreSQL: pg_hba.conf; MySQL y MariaDB: el host del usuario).',
    'condition.database-address-blocked.title': 'La base de datos bloqueó esta dirección',
    'condition.database-address-blocked.text':
      'Después de muchas conexiones interrumpidas, {host} ya no atiende esta dirección.',
    'condition.database-address-blocked.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-address-blocked.message':
      'Hola. {product} en {host}:{port} bloqueó nuestra dirección por conexiones interrumpidas ({serverCode}, prueba de {testedAt:time}). Por favor ejecute FLUSH HOSTS y vea qué programa interrumpe las conexiones.',
    'condition.database-busy.title': 'La base de datos está llena',
    'condition.database-busy.text': '{product} en {host} ya tiene el máximo de conexiones abiertas.',
    'condition.database-busy.next':
      'Intente de nuevo en unos minutos. Si sigue así, envíe el texto a quien administra la base de datos.',
    'condition.database-busy.message':
      'Hola. {product} en {host}:{port} rechaza nuevas conexiones por su límite ({serverCode}, prueba de {testedAt:time}). Por favor revise el límite y las conexiones abiertas.',
    'condition.database-starting.title': 'La base de datos está iniciando o deteniéndose',
    'condition.database-starting.text': '{product} en {host} respondió que aún no atiende.',
    'condition.database-starting.next': 'Espere unos minutos; Elo revisa de nuevo solo.',
  },
});
