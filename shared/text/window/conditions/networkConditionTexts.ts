import { defineTexts } from '../defineTexts.ts';

/** This machine’s network and its way to the internet. */
export const networkConditionTexts = defineTexts({
  'pt-BR': {
    'condition.no-network.title': 'Sem rede',
    'condition.no-network.text': 'Este computador não está ligado a nenhuma rede.',
    'condition.no-network.next': 'Confira o cabo ou o Wi-Fi e se o roteador está ligado.',
    'condition.no-address-from-router.title': 'O roteador não deu endereço',
    'condition.no-address-from-router.text':
      'O computador está ligado à rede, mas o roteador não lhe deu um endereço[ (tem só {lanAddress})].',
    'condition.no-address-from-router.next':
      'Desligue o roteador por um minuto e ligue de novo. Se continuar, chame o técnico da rede.',
    'condition.no-way-out.title': 'A rede não leva à internet',
    'condition.no-way-out.text': 'Este computador está na rede, mas não sabe por onde sair para a internet.',
    'condition.no-way-out.next':
      'Ligue o computador de novo à rede. Se o endereço foi posto à mão, falta nele o gateway.',
    'condition.router-not-reached.title': 'O roteador não responde',
    'condition.router-not-reached.text': 'O roteador {gateway} não responde a este computador.',
    'condition.router-not-reached.next':
      'Confira se o roteador está ligado e o cabo firme. Desligue e ligue de novo.',
    'condition.names-not-found.title': 'Os nomes da internet não são encontrados',
    'condition.names-not-found.text':
      'O nome {name} não foi encontrado nem pelo servidor de nomes da rede, nem por outro.',
    'condition.names-not-found.next': 'Abra qualquer página no navegador. Se nada abre, fale com o provedor.',
    'condition.names-not-found.message':
      'Olá. Nenhum servidor de nomes (DNS) responde na nossa linha. Podem verificar? Teste feito pelo Elo em {testedAt:time}.',
    'condition.name-server-faulty.title': 'O servidor de nomes da rede falha',
    'condition.name-server-faulty.text':
      'O nome {name} não é encontrado[ por {servers}], mas outro servidor o encontra.',
    'condition.name-server-faulty.next':
      'Peça ao técnico da rede que troque o servidor de nomes (DNS) do roteador.',
    'condition.name-server-faulty.message':
      'Olá. O servidor de nomes (DNS) da rede[, {servers},] não encontra {name}; outro servidor encontra. Por favor troquem o DNS. Teste feito pelo Elo em {testedAt:time}.',
    'condition.names-invented.title': 'A rede inventa respostas para nomes que não existem',
    'condition.names-invented.text':
      'Um nome que não existe recebeu o endereço {invented}. Erros de digitação levam a páginas do provedor, e avisos de "não encontrado" somem.',
    'condition.names-invented.next':
      'Funciona, mas atrapalha: peça ao provedor que desligue esse redirecionamento.',
    'condition.names-invented.message':
      'Olá. O DNS da nossa linha responde {invented} a nomes que não existem. Por favor desliguem esse redirecionamento. Teste feito pelo Elo em {testedAt:time}.',
    'condition.proxy-not-reached.title': 'O proxy da rede não responde',
    'condition.proxy-not-reached.text':
      'O Windows manda usar o proxy {proxy}, e ele não responde. Assim nada chega à internet.',
    'condition.proxy-not-reached.next':
      'Se a loja não usa proxy, desligue-o nas configurações de rede do Windows. Senão, chame o técnico.',
    'condition.proxy-not-reached.message':
      'Olá. O proxy {proxy} configurado neste computador não responde. Podem verificar? Teste feito pelo Elo em {testedAt:time}.',
    'condition.captive-portal.title': 'Esta rede pede uma entrada no navegador',
    'condition.captive-portal.text':
      'A rede só deixa usar a internet depois de uma página de entrada[, de {portal}].',
    'condition.captive-portal.next': 'Abra o navegador, aceite ou entre nessa página, e confira de novo.',
    'condition.ipv6-broken.title': 'O IPv6 desta rede não funciona',
    'condition.ipv6-broken.text':
      'A rede oferece IPv6, mas por ele {host} não responde; pelo IPv4 sim. Cada conexão começa com uma espera.',
    'condition.ipv6-broken.next':
      'Funciona, só que mais devagar. Peça ao provedor que conserte ou desligue o IPv6.',
    'condition.ipv6-broken.message':
      'Olá. O IPv6 da nossa linha não funciona: há endereço, mas as conexões não completam. Podem verificar? Teste feito pelo Elo em {testedAt:time}.',
    'condition.line-poor.title': 'A internet está instável',
    'condition.line-poor.text':
      'De {tries:number} tentativas até {host}, {lost:number} se perderam[; as outras levaram {medianMs:number} ms].',
    'condition.line-poor.next': 'Se usa Wi-Fi, teste com o cabo. Se continuar, fale com o provedor.',
    'condition.line-poor.message':
      'Olá. A nossa linha está instável: de {tries:number} tentativas, {lost:number} se perderam[; as outras levaram {medianMs:number} ms]. Podem verificar? Teste feito pelo Elo em {testedAt:time}.',
    'condition.large-packets-lost.title': 'Pacotes grandes se perdem no caminho',
    'condition.large-packets-lost.text':
      'Pedidos pequenos chegam a {host}; os grandes, de {bytes:number} bytes, não. Assim as páginas abrem e os envios param.',
    'condition.large-packets-lost.next':
      'Peça ao técnico da rede que ajuste o MTU do roteador (1492, ou 1400 com VPN).[ Neste caminho passam pacotes de até {mtuBytes} bytes ({family}).]',
    'condition.large-packets-lost.message':
      'Olá. Pacotes grandes se perdem na nossa rede: pedidos de {bytes:number} bytes até {host} não chegam, os pequenos sim. [O maior pacote que passa tem {mtuBytes} bytes ({family}). ]Por favor ajustem o MTU do roteador ou da VPN. Teste feito pelo Elo em {testedAt:time}.',
    'condition.certificate-expired.title': 'O certificado de {host} venceu',
    'condition.certificate-expired.text':
      'O certificado venceu em {validTo:day}. O Elo não envia nada sem essa proteção.',
    'condition.certificate-expired.next':
      'Confira se a data deste computador está certa. Se estiver, avise o suporte.',
    'condition.certificate-expired.message':
      'Olá. O certificado de {host} venceu em {validTo:day}. Teste feito pelo Elo em {testedAt:time}.',
    'condition.certificate-not-yet-valid.title': 'O relógio do computador está atrasado',
    'condition.certificate-not-yet-valid.text':
      'O certificado de {host} só vale a partir de {validFrom:day}. Quase sempre é a data deste computador que está errada.',
    'condition.certificate-not-yet-valid.next':
      'Acerte a data e a hora do Windows e ligue o ajuste automático.',
    'condition.certificate-wrong-name.title': 'Quem responde não é {host}',
    'condition.certificate-wrong-name.text':
      'O certificado que veio é de {subject}, e não de {host}. O endereço está errado, ou alguém responde no lugar.',
    'condition.certificate-wrong-name.next':
      'Confira o endereço do FoccoLojas nos Ajustes. Se estiver certo, avise o suporte.',
    'condition.certificate-wrong-name.message':
      'Olá. Ao conectar em {host} recebemos o certificado de {subject}, emitido por {issuer}. Teste feito pelo Elo em {testedAt:time}.',
    'condition.certificate-untrusted.title': 'Alguém abre a conexão protegida no caminho',
    'condition.certificate-untrusted.text':
      'O certificado de {host} foi emitido por "{issuer}", que este computador não reconhece. Costuma ser um antivírus ou um proxy. O Elo não envia nada assim.',
    'condition.certificate-untrusted.next':
      'Peça ao técnico da rede que não inspecione {host}, ou que instale o certificado no Windows.',
    'condition.certificate-untrusted.message':
      'Olá. A conexão com {host} é aberta no caminho por "{issuer}". Por favor deixem {host} fora da inspeção, ou instalem o certificado neste computador. Teste feito pelo Elo em {testedAt:time}.',
    'condition.connection-inspected.title': 'A conexão protegida é inspecionada',
    'condition.connection-inspected.text':
      '"{issuer}" abre e fecha de novo a conexão com {host}. Funciona, porque o Windows confia nele.',
    'condition.connection-inspected.next':
      'Nada a fazer. Se os envios ficarem lentos ou falharem, peça que {host} fique fora da inspeção.',
  },
  en: {
    'condition.no-network.title': 'No network',
    'condition.no-network.text': 'This computer is connected to no network.',
    'condition.no-network.next': 'Check the cable or the Wi-Fi, and whether the router is on.',
    'condition.no-address-from-router.title': 'The router gave no address',
    'condition.no-address-from-router.text':
      'The computer is connected, but the router gave it no address[ (it only has {lanAddress})].',
    'condition.no-address-from-router.next':
      'Switch the router off for a minute and on again. If it stays so, call the network technician.',
    'condition.no-way-out.title': 'The network does not lead to the internet',
    'condition.no-way-out.text':
      'This computer is on the network, but does not know the way out to the internet.',
    'condition.no-way-out.next':
      'Connect the computer to the network again. If its address was set by hand, the gateway is missing.',
    'condition.router-not-reached.title': 'The router does not answer',
    'condition.router-not-reached.text': 'The router {gateway} does not answer this computer.',
    'condition.router-not-reached.next':
      'Check that the router is on and the cable firm. Switch it off and on again.',
    'condition.names-not-found.title': 'Names of the internet are not found',
    'condition.names-not-found.text':
      'The name {name} was found neither by the network’s name server nor by another.',
    'condition.names-not-found.next': 'Open any page in the browser. If none opens, talk to the provider.',
    'condition.names-not-found.message':
      'Hello. No name server (DNS) answers on our line. Can you check? Tested by Elo at {testedAt:time}.',
    'condition.name-server-faulty.title': 'The network’s name server fails',
    'condition.name-server-faulty.text':
      'The name {name} is not found[ by {servers}], but another server finds it.',
    'condition.name-server-faulty.next':
      'Ask the network technician to change the router’s name server (DNS).',
    'condition.name-server-faulty.message':
      'Hello. The network’s name server (DNS)[, {servers},] does not find {name}; another does. Please change the DNS. Tested by Elo at {testedAt:time}.',
    'condition.names-invented.title': 'The network invents answers for names that do not exist',
    'condition.names-invented.text':
      'A name that does not exist was given the address {invented}. Typing errors lead to pages of the provider, and "not found" disappears.',
    'condition.names-invented.next':
      'It works, but is in the way: ask the provider to switch that redirection off.',
    'condition.names-invented.message':
      'Hello. The DNS of our line answers {invented} for names that do not exist. Please switch that redirection off. Tested by Elo at {testedAt:time}.',
    'condition.proxy-not-reached.title': 'The network’s proxy does not answer',
    'condition.proxy-not-reached.text':
      'Windows says to use the proxy {proxy}, and it does not answer. That way nothing reaches the internet.',
    'condition.proxy-not-reached.next':
      'If the store uses no proxy, switch it off in the network settings of Windows. Else call the technician.',
    'condition.proxy-not-reached.message':
      'Hello. The proxy {proxy} set on this computer does not answer. Can you check? Tested by Elo at {testedAt:time}.',
    'condition.captive-portal.title': 'This network asks to sign in by browser',
    'condition.captive-portal.text':
      'The network lets you use the internet only after a sign-in page[, of {portal}].',
    'condition.captive-portal.next': 'Open the browser, accept or sign in on that page, and check again.',
    'condition.ipv6-broken.title': 'IPv6 of this network does not work',
    'condition.ipv6-broken.text':
      'The network offers IPv6, but {host} does not answer by it; by IPv4 it does. Each connection begins with a wait.',
    'condition.ipv6-broken.next': 'It works, only slower. Ask the provider to mend IPv6 or switch it off.',
    'condition.ipv6-broken.message':
      'Hello. IPv6 of our line does not work: there is an address, but connections do not complete. Can you check? Tested by Elo at {testedAt:time}.',
    'condition.line-poor.title': 'The internet is unsteady',
    'condition.line-poor.text':
      'Of {tries:number} tries to reach {host}, {lost:number} were lost[; the others took {medianMs:number} ms].',
    'condition.line-poor.next': 'If you use Wi-Fi, try the cable. If it stays so, talk to the provider.',
    'condition.line-poor.message':
      'Hello. Our line is unsteady: of {tries:number} tries, {lost:number} were lost[; the others took {medianMs:number} ms]. Can you check? Tested by Elo at {testedAt:time}.',
    'condition.large-packets-lost.title': 'Large packets are lost on the way',
    'condition.large-packets-lost.text':
      'Small requests reach {host}; large ones, of {bytes:number} bytes, do not. That way pages open and sending stops.',
    'condition.large-packets-lost.next':
      'Ask the network technician to adjust the router’s MTU (1492, or 1400 with a VPN).[ Packets of up to {mtuBytes} bytes pass on this way ({family}).]',
    'condition.large-packets-lost.message':
      'Hello. Large packets are lost in our network: requests of {bytes:number} bytes to {host} do not arrive, small ones do. [The largest packet that passes has {mtuBytes} bytes ({family}). ]Please adjust the MTU of the router or the VPN. Tested by Elo at {testedAt:time}.',
    'condition.certificate-expired.title': 'The certificate of {host} has expired',
    'condition.certificate-expired.text':
      'The certificate expired on {validTo:day}. Elo sends nothing without that protection.',
    'condition.certificate-expired.next':
      'Check that the date of this computer is right. If it is, tell support.',
    'condition.certificate-expired.message':
      'Hello. The certificate of {host} expired on {validTo:day}. Tested by Elo at {testedAt:time}.',
    'condition.certificate-not-yet-valid.title': 'The clock of the computer is behind',
    'condition.certificate-not-yet-valid.text':
      'The certificate of {host} is valid from {validFrom:day} on. Nearly always it is this computer’s date that is wrong.',
    'condition.certificate-not-yet-valid.next':
      'Set the date and time of Windows and turn automatic time on.',
    'condition.certificate-wrong-name.title': 'Who answers is not {host}',
    'condition.certificate-wrong-name.text':
      'The certificate that came is of {subject}, not of {host}. The address is wrong, or someone answers instead.',
    'condition.certificate-wrong-name.next':
      'Check the address of FoccoLojas in Settings. If it is right, tell support.',
    'condition.certificate-wrong-name.message':
      'Hello. Connecting to {host} we were given the certificate of {subject}, issued by {issuer}. Tested by Elo at {testedAt:time}.',
    'condition.certificate-untrusted.title': 'Someone opens the protected connection on the way',
    'condition.certificate-untrusted.text':
      'The certificate of {host} was issued by "{issuer}", which this computer does not trust. Mostly it is an antivirus or a proxy. Elo sends nothing like this.',
    'condition.certificate-untrusted.next':
      'Ask the network technician not to inspect {host}, or to install its certificate in Windows.',
    'condition.certificate-untrusted.message':
      'Hello. The connection with {host} is opened on the way by "{issuer}". Please leave {host} out of the inspection, or install the certificate on this computer. Tested by Elo at {testedAt:time}.',
    'condition.connection-inspected.title': 'The protected connection is inspected',
    'condition.connection-inspected.text':
      '"{issuer}" opens the connection with {host} and closes it again. It works, since Windows trusts it.',
    'condition.connection-inspected.next':
      'Nothing to do. If sending gets slow or fails, ask to leave {host} out of the inspection.',
  },
  es: {
    'condition.no-network.title': 'Sin red',
    'condition.no-network.text': 'Esta computadora no está conectada a ninguna red.',
    'condition.no-network.next': 'Revise el cable o el Wi-Fi, y si el router está encendido.',
    'condition.no-address-from-router.title': 'El router no dio dirección',
    'condition.no-address-from-router.text':
      'La computadora está conectada, pero el router no le dio dirección[ (solo tiene {lanAddress})].',
    'condition.no-address-from-router.next':
      'Apague el router un minuto y enciéndalo de nuevo. Si sigue, llame al técnico de red.',
    'condition.no-way-out.title': 'La red no lleva a internet',
    'condition.no-way-out.text': 'Esta computadora está en la red, pero no sabe por dónde salir a internet.',
    'condition.no-way-out.next':
      'Conecte la computadora de nuevo a la red. Si la dirección fue puesta a mano, falta la puerta de enlace.',
    'condition.router-not-reached.title': 'El router no responde',
    'condition.router-not-reached.text': 'El router {gateway} no responde a esta computadora.',
    'condition.router-not-reached.next':
      'Revise que el router esté encendido y el cable firme. Apáguelo y enciéndalo de nuevo.',
    'condition.names-not-found.title': 'Los nombres de internet no se encuentran',
    'condition.names-not-found.text':
      'El nombre {name} no fue encontrado ni por el servidor de nombres de la red ni por otro.',
    'condition.names-not-found.next':
      'Abra cualquier página en el navegador. Si nada abre, hable con el proveedor.',
    'condition.names-not-found.message':
      'Hola. Ningún servidor de nombres (DNS) responde en nuestra línea. ¿Pueden verificar? Prueba hecha por Elo el {testedAt:time}.',
    'condition.name-server-faulty.title': 'El servidor de nombres de la red falla',
    'condition.name-server-faulty.text':
      'El nombre {name} no es encontrado[ por {servers}], pero otro servidor lo encuentra.',
    'condition.name-server-faulty.next':
      'Pida al técnico de red que cambie el servidor de nombres (DNS) del router.',
    'condition.name-server-faulty.message':
      'Hola. El servidor de nombres (DNS) de la red[, {servers},] no encuentra {name}; otro sí. Por favor cambien el DNS. Prueba hecha por Elo el {testedAt:time}.',
    'condition.names-invented.title': 'La red inventa respuestas para nombres que no existen',
    'condition.names-invented.text':
      'Un nombre que no existe recibió la dirección {invented}. Los errores llevan a páginas del proveedor, y "no encontrado" desaparece.',
    'condition.names-invented.next':
      'Funciona, pero estorba: pida al proveedor que desactive esa redirección.',
    'condition.names-invented.message':
      'Hola. El DNS de nuestra línea responde {invented} a nombres que no existen. Por favor desactiven esa redirección. Prueba hecha por Elo el {testedAt:time}.',
    'condition.proxy-not-reached.title': 'El proxy de la red no responde',
    'condition.proxy-not-reached.text':
      'Windows manda usar el proxy {proxy}, y no responde. Así nada llega a internet.',
    'condition.proxy-not-reached.next':
      'Si la tienda no usa proxy, desactívelo en la configuración de red de Windows. Si no, llame al técnico.',
    'condition.proxy-not-reached.message':
      'Hola. El proxy {proxy} configurado en esta computadora no responde. ¿Pueden verificar? Prueba hecha por Elo el {testedAt:time}.',
    'condition.captive-portal.title': 'Esta red pide una entrada en el navegador',
    'condition.captive-portal.text':
      'La red solo deja usar internet después de una página de entrada[, de {portal}].',
    'condition.captive-portal.next': 'Abra el navegador, acepte o entre en esa página, y revise de nuevo.',
    'condition.ipv6-broken.title': 'El IPv6 de esta red no funciona',
    'condition.ipv6-broken.text':
      'La red ofrece IPv6, pero por él {host} no responde; por IPv4 sí. Cada conexión empieza con una espera.',
    'condition.ipv6-broken.next':
      'Funciona, solo que más lento. Pida al proveedor que arregle o desactive el IPv6.',
    'condition.ipv6-broken.message':
      'Hola. El IPv6 de nuestra línea no funciona: hay dirección, pero las conexiones no se completan. ¿Pueden verificar? Prueba hecha por Elo el {testedAt:time}.',
    'condition.line-poor.title': 'La internet está inestable',
    'condition.line-poor.text':
      'De {tries:number} intentos hasta {host}, {lost:number} se perdieron[; los otros tardaron {medianMs:number} ms].',
    'condition.line-poor.next': 'Si usa Wi-Fi, pruebe con el cable. Si sigue, hable con el proveedor.',
    'condition.line-poor.message':
      'Hola. Nuestra línea está inestable: de {tries:number} intentos, {lost:number} se perdieron[; los otros tardaron {medianMs:number} ms]. ¿Pueden verificar? Prueba hecha por Elo el {testedAt:time}.',
    'condition.large-packets-lost.title': 'Los paquetes grandes se pierden en el camino',
    'condition.large-packets-lost.text':
      'Los pedidos pequeños llegan a {host}; los grandes, de {bytes:number} bytes, no. Así las páginas abren y los envíos se detienen.',
    'condition.large-packets-lost.next':
      'Pida al técnico de red que ajuste el MTU del router (1492, o 1400 con VPN).[ En este camino pasan paquetes de hasta {mtuBytes} bytes ({family}).]',
    'condition.large-packets-lost.message':
      'Hola. Los paquetes grandes se pierden en nuestra red: pedidos de {bytes:number} bytes hasta {host} no llegan, los pequeños sí. [El paquete más grande que pasa tiene {mtuBytes} bytes ({family}). ]Por favor ajusten el MTU del router o de la VPN. Prueba hecha por Elo el {testedAt:time}.',
    'condition.certificate-expired.title': 'El certificado de {host} venció',
    'condition.certificate-expired.text':
      'El certificado venció el {validTo:day}. Elo no envía nada sin esa protección.',
    'condition.certificate-expired.next':
      'Revise que la fecha de esta computadora sea correcta. Si lo es, avise a soporte.',
    'condition.certificate-expired.message':
      'Hola. El certificado de {host} venció el {validTo:day}. Prueba hecha por Elo el {testedAt:time}.',
    'condition.certificate-not-yet-valid.title': 'El reloj de la computadora está atrasado',
    'condition.certificate-not-yet-valid.text':
      'El certificado de {host} vale desde {validFrom:day}. Casi siempre es la fecha de esta computadora la que está mal.',
    'condition.certificate-not-yet-valid.next':
      'Ajuste la fecha y la hora de Windows y active el ajuste automático.',
    'condition.certificate-wrong-name.title': 'Quien responde no es {host}',
    'condition.certificate-wrong-name.text':
      'El certificado que vino es de {subject}, y no de {host}. La dirección está mal, o alguien responde en su lugar.',
    'condition.certificate-wrong-name.next':
      'Revise la dirección de FoccoLojas en Ajustes. Si es correcta, avise a soporte.',
    'condition.certificate-wrong-name.message':
      'Hola. Al conectar con {host} recibimos el certificado de {subject}, emitido por {issuer}. Prueba hecha por Elo el {testedAt:time}.',
    'condition.certificate-untrusted.title': 'Alguien abre la conexión protegida en el camino',
    'condition.certificate-untrusted.text':
      'El certificado de {host} fue emitido por "{issuer}", que esta computadora no reconoce. Suele ser un antivirus o un proxy. Elo no envía nada así.',
    'condition.certificate-untrusted.next':
      'Pida al técnico de red que no inspeccione {host}, o que instale el certificado en Windows.',
    'condition.certificate-untrusted.message':
      'Hola. La conexión con {host} es abierta en el camino por "{issuer}". Por favor dejen {host} fuera de la inspección, o instalen el certificado en esta computadora. Prueba hecha por Elo el {testedAt:time}.',
    'condition.connection-inspected.title': 'La conexión protegida es inspeccionada',
    'condition.connection-inspected.text':
      '"{issuer}" abre y vuelve a cerrar la conexión con {host}. Funciona, porque Windows confía en él.',
    'condition.connection-inspected.next':
      'Nada que hacer. Si los envíos se vuelven lentos o fallan, pida que {host} quede fuera de la inspección.',
  },
});
