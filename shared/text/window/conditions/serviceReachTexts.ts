import { defineTexts } from '../defineTexts.ts';

/** Services: the way there, and encryption. */
export const serviceReachTexts = defineTexts({
  'pt-BR': {
    'condition.service-name-unknown.title': 'O endereço do serviço não foi encontrado',
    'condition.service-name-unknown.text':
      'O nome {host} não existe na internet, ou este computador está sem internet.',
    'condition.service-name-unknown.next': 'Confira o endereço. Um erro de digitação é o mais comum.',
    'condition.service-refused.title': 'A porta do serviço está fechada',
    'condition.service-refused.text': '{host} respondeu, mas nada atende na porta {port}.',
    'condition.service-refused.next': 'Envie o texto a quem cuida da rede ou do servidor.',
    'condition.service-refused.message':
      'Olá. {host} recusa a conexão na porta {port} (TCP), teste de {testedAt:time}. Por favor confira se o serviço está rodando, se atende nessa porta para fora da máquina e se o firewall deixa entrar.',
    'condition.service-no-answer.title': 'O serviço não responde',
    'condition.service-no-answer.text':
      'Ninguém respondeu em {host}, porta {port}. Isso acontece quando um firewall ou o roteador descarta a conexão.',
    'condition.service-no-answer.next': 'Envie o texto a quem cuida da rede.',
    'condition.service-no-answer.message':
      'Olá. Não há resposta de {host} na porta {port} (TCP), teste de {testedAt:time}. Por favor confira se a porta está liberada e encaminhada para o servidor certo.',
    'condition.service-unreachable.title': 'Não há caminho até o serviço',
    'condition.service-unreachable.text':
      'Este computador não alcança {host}. A máquina está desligada, a rede caiu, ou um firewall impede.',
    'condition.service-unreachable.next':
      'Confira a internet. Se ela funciona, envie o texto a quem cuida da rede.',
    'condition.service-unreachable.message':
      'Olá. Não há rota até {host}, porta {port}, teste de {testedAt:time}. Por favor confira se o servidor está ligado e se a rede ou VPN está no ar.',
    'condition.service-closes.title': 'O serviço abre e fecha em seguida',
    'condition.service-closes.text':
      '{host} aceita a conexão na porta {port} e a encerra sem responder. Costuma ser uma lista de endereços liberados, ou um programa de proteção no caminho.',
    'condition.service-closes.next': 'Envie o texto a quem cuida da rede ou do servidor.',
    'condition.service-closes.message':
      'Olá. {host}:{port} aceita a conexão e a encerra em seguida, teste de {testedAt:time}. Por favor confira se o nosso endereço[ público {publicAddress}] está liberado.',
    'condition.service-blocked-here.title': 'A proteção deste computador impede a conexão',
    'condition.service-blocked-here.text':
      'Um firewall ou antivírus deste computador não deixa o Elo chegar a {host}, porta {port}.',
    'condition.service-blocked-here.next': 'Envie o texto a quem cuida dos computadores da loja.',
    'condition.service-blocked-here.message':
      'Olá. O firewall ou antivírus deste computador impede o Elo de chegar a {host}, porta {port}, teste de {testedAt:time}. Por favor libere a saída para esse endereço.',
    'condition.service-not-http.title': 'Nesta porta não há um serviço web',
    'condition.service-not-http.text':
      '{host}, porta {port}, respondeu de um modo que não é de um serviço web.',
    'condition.service-not-http.next': 'Confira a porta e se o endereço começa com http ou https.',
    'condition.service-not-http.message':
      'Olá. {host}:{port} não responde como um serviço web (HTTP), teste de {testedAt:time}. Qual é a porta certa, e é http ou https?',
    'condition.service-no-encryption-there.title': 'Esta porta não usa conexão protegida',
    'condition.service-no-encryption-there.text':
      'O endereço pede https, mas {host}, porta {port}, só fala http.',
    'condition.service-no-encryption-there.next': 'Use http nesta porta, ou a porta certa para https.',
    'condition.service-no-encryption-there.message':
      'Olá. A porta {port} de {host} não usa TLS[ ({code})], teste de {testedAt:time}, e o endereço configurado pede https. Qual porta atende https?',
    'condition.service-encryption-failed.title': 'A conexão protegida não se completa',
    'condition.service-encryption-failed.text':
      '{host}, porta {port}, tenta a conexão protegida, mas ela falha. Costuma ser um servidor antigo.',
    'condition.service-encryption-failed.next': 'Envie o texto ao fornecedor do serviço.',
    'condition.service-encryption-failed.message':
      'Olá. A negociação TLS com {host}:{port} falha[ ({code})][ ({system})], teste de {testedAt:time}. Por favor confira certificado e versões de TLS do servidor.',
  },
  en: {
    'condition.service-name-unknown.title': 'The address of the service was not found',
    'condition.service-name-unknown.text':
      'The name {host} does not exist on the internet, or this computer has no internet.',
    'condition.service-name-unknown.next': 'Check the address. A typing mistake is the most common cause.',
    'condition.service-refused.title': 'The port of the service is closed',
    'condition.service-refused.text': '{host} answered, but nothing serves on port {port}.',
    'condition.service-refused.next': 'Send the text to whoever runs the network or the server.',
    'condition.service-refused.message':
      'Hello. {host} refuses the connection on port {port} (TCP), tested at {testedAt:time}. Please check that the service runs, that it serves that port beyond its own machine, and that the firewall lets it in.',
    'condition.service-no-answer.title': 'The service does not answer',
    'condition.service-no-answer.text':
      'Nobody answered at {host}, port {port}. That happens when a firewall or the router drops the connection.',
    'condition.service-no-answer.next': 'Send the text to whoever runs the network.',
    'condition.service-no-answer.message':
      'Hello. There is no answer from {host} on port {port} (TCP), tested at {testedAt:time}. Please check that the port is allowed and forwarded to the right server.',
    'condition.service-unreachable.title': 'There is no way to the service',
    'condition.service-unreachable.text':
      'This computer cannot reach {host}. The machine is off, the network is down, or a firewall stops it.',
    'condition.service-unreachable.next':
      'Check the internet. If it works, send the text to whoever runs the network.',
    'condition.service-unreachable.message':
      'Hello. There is no route to {host}, port {port}, tested at {testedAt:time}. Please check that the server is on and that network or VPN are up.',
    'condition.service-closes.title': 'The service opens and closes at once',
    'condition.service-closes.text':
      '{host} takes the connection on port {port} and ends it without an answer. Usually it is a list of admitted addresses, or a security program on the way.',
    'condition.service-closes.next': 'Send the text to whoever runs the network or the server.',
    'condition.service-closes.message':
      'Hello. {host}:{port} accepts the connection and ends it at once, tested at {testedAt:time}. Please check that our address[, public {publicAddress},] is admitted.',
    'condition.service-blocked-here.title': 'This computer’s protection stops the connection',
    'condition.service-blocked-here.text':
      'A firewall or antivirus of this computer does not let Elo reach {host}, port {port}.',
    'condition.service-blocked-here.next': 'Send the text to whoever looks after the store’s computers.',
    'condition.service-blocked-here.message':
      'Hello. The firewall or antivirus of this computer stops Elo from reaching {host}, port {port}, tested at {testedAt:time}. Please allow the way out to that address.',
    'condition.service-not-http.title': 'There is no web service on this port',
    'condition.service-not-http.text': '{host}, port {port}, answered in a way that no web service does.',
    'condition.service-not-http.next': 'Check the port and whether the address begins with http or https.',
    'condition.service-not-http.message':
      'Hello. {host}:{port} does not answer like a web service (HTTP), tested at {testedAt:time}. Which is the right port, and is it http or https?',
    'condition.service-no-encryption-there.title': 'This port has no protected connection',
    'condition.service-no-encryption-there.text':
      'The address asks for https, but {host}, port {port}, speaks http only.',
    'condition.service-no-encryption-there.next': 'Use http on this port, or the right port for https.',
    'condition.service-no-encryption-there.message':
      'Hello. Port {port} of {host} does not use TLS[ ({code})], tested at {testedAt:time}, and the configured address asks for https. Which port serves https?',
    'condition.service-encryption-failed.title': 'The protected connection does not come about',
    'condition.service-encryption-failed.text':
      '{host}, port {port}, tries a protected connection, but it fails. Usually it is an old server.',
    'condition.service-encryption-failed.next': 'Send the text to the vendor of the service.',
    'condition.service-encryption-failed.message':
      'Hello. The TLS handshake with {host}:{port} fails[ ({code})][ ({system})], tested at {testedAt:time}. Please check the server’s certificate and TLS versions.',
  },
  es: {
    'condition.service-name-unknown.title': 'No se encontró la dirección del servicio',
    'condition.service-name-unknown.text':
      'El nombre {host} no existe en internet, o esta computadora no tiene internet.',
    'condition.service-name-unknown.next': 'Confirme la dirección. Un error de escritura es lo más común.',
    'condition.service-refused.title': 'El puerto del servicio está cerrado',
    'condition.service-refused.text': '{host} respondió, pero nada atiende en el puerto {port}.',
    'condition.service-refused.next': 'Envíe el texto a quien administra la red o el servidor.',
    'condition.service-refused.message':
      'Hola. {host} rechaza la conexión en el puerto {port} (TCP), prueba de {testedAt:time}. Por favor verifique que el servicio esté en marcha, que atienda en ese puerto hacia fuera y que el firewall lo deje entrar.',
    'condition.service-no-answer.title': 'El servicio no responde',
    'condition.service-no-answer.text':
      'Nadie respondió en {host}, puerto {port}. Eso pasa cuando un firewall o el router descarta la conexión.',
    'condition.service-no-answer.next': 'Envíe el texto a quien administra la red.',
    'condition.service-no-answer.message':
      'Hola. No hay respuesta de {host} en el puerto {port} (TCP), prueba de {testedAt:time}. Por favor verifique que el puerto esté permitido y dirigido al servidor correcto.',
    'condition.service-unreachable.title': 'No hay camino hasta el servicio',
    'condition.service-unreachable.text':
      'Esta computadora no alcanza {host}. La máquina está apagada, la red cayó, o un firewall lo impide.',
    'condition.service-unreachable.next':
      'Verifique internet. Si funciona, envíe el texto a quien administra la red.',
    'condition.service-unreachable.message':
      'Hola. No hay ruta hasta {host}, puerto {port}, prueba de {testedAt:time}. Por favor verifique que el servidor esté encendido y que la red o VPN funcione.',
    'condition.service-closes.title': 'El servicio abre y se cierra enseguida',
    'condition.service-closes.text':
      '{host} acepta la conexión en el puerto {port} y la cierra sin responder. Suele ser una lista de direcciones permitidas, o un programa de protección en el camino.',
    'condition.service-closes.next': 'Envíe el texto a quien administra la red o el servidor.',
    'condition.service-closes.message':
      'Hola. {host}:{port} acepta la conexión y la cierra enseguida, prueba de {testedAt:time}. Por favor verifique que nuestra dirección[ pública {publicAddress}] esté permitida.',
    'condition.service-blocked-here.title': 'La protección de esta computadora impide la conexión',
    'condition.service-blocked-here.text':
      'Un firewall o antivirus de esta computadora no deja que Elo llegue a {host}, puerto {port}.',
    'condition.service-blocked-here.next': 'Envíe el texto a quien cuida las computadoras de la tienda.',
    'condition.service-blocked-here.message':
      'Hola. El firewall o antivirus de esta computadora impide que Elo llegue a {host}, puerto {port}, prueba de {testedAt:time}. Por favor permita la salida hacia esa dirección.',
    'condition.service-not-http.title': 'En este puerto no hay un servicio web',
    'condition.service-not-http.text':
      '{host}, puerto {port}, respondió de un modo que no es de un servicio web.',
    'condition.service-not-http.next': 'Confirme el puerto y si la dirección empieza con http o https.',
    'condition.service-not-http.message':
      'Hola. {host}:{port} no responde como un servicio web (HTTP), prueba de {testedAt:time}. ¿Cuál es el puerto correcto, y es http o https?',
    'condition.service-no-encryption-there.title': 'Este puerto no usa conexión protegida',
    'condition.service-no-encryption-there.text':
      'La dirección pide https, pero {host}, puerto {port}, solo habla http.',
    'condition.service-no-encryption-there.next': 'Use http en este puerto, o el puerto correcto para https.',
    'condition.service-no-encryption-there.message':
      'Hola. El puerto {port} de {host} no usa TLS[ ({code})], prueba de {testedAt:time}, y la dirección configurada pide https. ¿Qué puerto atiende https?',
    'condition.service-encryption-failed.title': 'La conexión protegida no se completa',
    'condition.service-encryption-failed.text':
      '{host}, puerto {port}, intenta la conexión protegida, pero falla. Suele ser un servidor antiguo.',
    'condition.service-encryption-failed.next': 'Envíe el texto al proveedor del servicio.',
    'condition.service-encryption-failed.message':
      'Hola. La negociación TLS con {host}:{port} falla[ ({code})][ ({system})], prueba de {testedAt:time}. Por favor revise certificado y versiones de TLS del servidor.',
  },
});
