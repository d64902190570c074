import { defineTexts } from '../defineTexts.ts';

/** The router, and what stands between it and the internet. */
export const routerConditionTexts = defineTexts({
  'pt-BR': {
    'condition.router-mapping-missing.title': 'O roteador não encaminha a porta {port}',
    'condition.router-mapping-missing.text':
      '[O roteador {routerModel} respondeu. ]Ele não tem encaminhamento da porta {port} para nenhum computador.',
    'condition.router-mapping-missing.next':
      'Peça ao provedor que encaminhe a porta {port} para este computador[, {lanAddress}].',
    'condition.router-mapping-missing.message':
      'Olá. Preciso que a porta {port} ({protocol}) seja encaminhada no roteador[ {routerModel}] para o computador[ {lanAddress}] da nossa rede. Hoje não há encaminhamento dela. Teste feito pelo Elo em {testedAt:time}.',
    'condition.router-mapping-elsewhere.title': 'O roteador encaminha a porta {port} para outro aparelho',
    'condition.router-mapping-elsewhere.text':
      'A porta {port} vai para {target}, e este computador é {lanAddress}.',
    'condition.router-mapping-elsewhere.next':
      'Peça ao provedor que mude o encaminhamento da porta {port} para {lanAddress}.',
    'condition.router-mapping-elsewhere.message':
      'Olá. No roteador[ {routerModel}] a porta {port} ({protocol}) está encaminhada para {target}. O computador certo é {lanAddress}. Por favor corrija. Teste feito pelo Elo em {testedAt:time}.',
    'condition.router-mapping-other-port.title': 'O roteador troca a porta {port} por outra',
    'condition.router-mapping-other-port.text':
      'A porta {port} de fora chega a este computador na porta {targetPort}.',
    'condition.router-mapping-other-port.next':
      'Peça ao provedor que a porta de fora e a de dentro sejam a mesma: {port}.',
    'condition.router-mapping-other-port.message':
      'Olá. No roteador[ {routerModel}] a porta {port} ({protocol}) está encaminhada para a porta {targetPort} do computador {lanAddress}. A porta interna deve ser {port}. Por favor corrija. Teste feito pelo Elo em {testedAt:time}.',
    'condition.router-mapping-off.title': 'O encaminhamento da porta {port} está desligado',
    'condition.router-mapping-off.text':
      'O roteador tem o encaminhamento da porta {port} para este computador, mas desligado.',
    'condition.router-mapping-off.next': 'Peça ao provedor que ligue o encaminhamento da porta {port}.',
    'condition.router-mapping-off.message':
      'Olá. No roteador[ {routerModel}] o encaminhamento da porta {port} ({protocol}) para {lanAddress} está desligado. Por favor ligue. Teste feito pelo Elo em {testedAt:time}.',
    'condition.router-line-down.title': 'O roteador está sem internet',
    'condition.router-line-down.text':
      '[O roteador {routerModel} ]responde, mas diz que a linha de internet está desligada.',
    'condition.router-line-down.next':
      'Desligue o roteador por um minuto e ligue de novo. Se continuar, fale com o provedor.',
    'condition.router-line-down.message':
      'Olá. O nosso roteador[ {routerModel}] diz que a linha de internet está desconectada. Podem verificar? Teste feito pelo Elo em {testedAt:time}.',
    'condition.carrier-grade-nat.title': 'O provedor divide o seu endereço com outros clientes (CGNAT)',
    'condition.carrier-grade-nat.text':
      'O roteador tem o endereço {routerAddress}[, e na internet a loja aparece como {publicAddress}]. Assim nenhuma porta pode ser aberta, nem com pedido.',
    'condition.carrier-grade-nat.next':
      'Peça ao provedor um endereço IP público, de preferência fixo. Pedir só a porta não resolve.',
    'condition.carrier-grade-nat.message':
      'Olá. A nossa linha está em CGNAT: o roteador[ {routerModel}] tem o endereço {routerAddress}[, e na internet aparecemos como {publicAddress}]. Preciso de um endereço IP público, de preferência fixo, para usar a porta {port} ({protocol}) no computador[ {lanAddress}]. Teste feito pelo Elo em {testedAt:time}.',
    'condition.router-without-public-address.title': 'O roteador não tem endereço público',
    'condition.router-without-public-address.text':
      'O roteador[ {routerModel}] está ligado à internet, mas não tem endereço público[; na internet a loja aparece como {publicAddress}]. O provedor divide o endereço com outros clientes (CGNAT), ou há outro roteador antes.',
    'condition.router-without-public-address.next':
      'Peça ao provedor um endereço IP público no roteador, de preferência fixo. Pedir só a porta não resolve.',
    'condition.router-without-public-address.message':
      'Olá. O nosso roteador[ {routerModel}] não recebe endereço IP público[; na internet aparecemos como {publicAddress}]: estamos em CGNAT, ou o modem está em modo roteador. Preciso de um endereço público no roteador, de preferência fixo, para usar a porta {port} ({protocol}) no computador[ {lanAddress}]. Teste feito pelo Elo em {testedAt:time}.',
    'condition.double-nat.title': 'Há dois roteadores no caminho',
    'condition.double-nat.text':
      'O roteador da loja tem o endereço {routerAddress}, que é de uma rede interna: antes dele há outro, em geral o modem do provedor.',
    'condition.double-nat.next':
      'Peça ao provedor que ponha o modem em modo bridge, ou que encaminhe a porta {port} também nele.',
    'condition.double-nat.message':
      'Olá. O nosso roteador[ {routerModel}] recebe o endereço {routerAddress}, de rede interna: há outro roteador antes dele. Por favor ponham o modem em modo bridge, ou encaminhem nele a porta {port} ({protocol}) para {routerAddress}.[ O computador que atende é {lanAddress}.] Teste feito pelo Elo em {testedAt:time}.',
    'condition.public-address-differs.title': 'O endereço do roteador não é o que aparece na internet',
    'condition.public-address-differs.text':
      'O roteador tem {routerAddress}, e na internet a loja aparece como {publicAddress}. Há outro equipamento ou uma VPN no caminho.',
    'condition.public-address-differs.next':
      'Se há uma VPN ligada, desligue e confira de novo. Senão, peça ao provedor um endereço público só da loja.',
    'condition.public-address-differs.message':
      'Olá. O nosso roteador[ {routerModel}] tem o endereço {routerAddress}, mas na internet aparecemos como {publicAddress}. Preciso de um endereço público só nosso para usar a porta {port} ({protocol})[ no computador {lanAddress}]. Teste feito pelo Elo em {testedAt:time}.',
  },
  en: {
    'condition.router-mapping-missing.title': 'The router does not pass port {port} on',
    'condition.router-mapping-missing.text':
      '[The router {routerModel} answered. ]It passes port {port} on to no computer.',
    'condition.router-mapping-missing.next':
      'Ask the provider to pass port {port} on to this computer[, {lanAddress}].',
    'condition.router-mapping-missing.message':
      'Hello. I need port {port} ({protocol}) passed on by the router[ {routerModel}] to the computer[ {lanAddress}] of our network. Today it is not passed on. Tested by Elo at {testedAt:time}.',
    'condition.router-mapping-elsewhere.title': 'The router passes port {port} on to another device',
    'condition.router-mapping-elsewhere.text':
      'Port {port} goes to {target}, and this computer is {lanAddress}.',
    'condition.router-mapping-elsewhere.next':
      'Ask the provider to change the way of port {port} to {lanAddress}.',
    'condition.router-mapping-elsewhere.message':
      'Hello. In the router[ {routerModel}] port {port} ({protocol}) is passed on to {target}. The right computer is {lanAddress}. Please correct it. Tested by Elo at {testedAt:time}.',
    'condition.router-mapping-other-port.title': 'The router turns port {port} into another',
    'condition.router-mapping-other-port.text':
      'Port {port} from outside arrives at this computer on port {targetPort}.',
    'condition.router-mapping-other-port.next':
      'Ask the provider to have the same port outside and inside: {port}.',
    'condition.router-mapping-other-port.message':
      'Hello. In the router[ {routerModel}] port {port} ({protocol}) is passed on to port {targetPort} of the computer {lanAddress}. The inner port must be {port}. Please correct it. Tested by Elo at {testedAt:time}.',
    'condition.router-mapping-off.title': 'Passing port {port} on is switched off',
    'condition.router-mapping-off.text':
      'The router has the way of port {port} to this computer, but switched off.',
    'condition.router-mapping-off.next': 'Ask the provider to switch it on for port {port}.',
    'condition.router-mapping-off.message':
      'Hello. In the router[ {routerModel}] passing port {port} ({protocol}) on to {lanAddress} is switched off. Please switch it on. Tested by Elo at {testedAt:time}.',
    'condition.router-line-down.title': 'The router has no internet',
    'condition.router-line-down.text':
      '[The router {routerModel} ]answers, but says that its internet line is down.',
    'condition.router-line-down.next':
      'Switch the router off for a minute and on again. If it stays so, talk to the provider.',
    'condition.router-line-down.message':
      'Hello. Our router[ {routerModel}] says that the internet line is disconnected. Can you check? Tested by Elo at {testedAt:time}.',
    'condition.carrier-grade-nat.title': 'The provider shares your address with other customers (CGNAT)',
    'condition.carrier-grade-nat.text':
      'The router has the address {routerAddress}[, and on the internet the store appears as {publicAddress}]. That way no port can be opened, not even on request.',
    'condition.carrier-grade-nat.next':
      'Ask the provider for a public IP address, best a fixed one. Asking for the port alone does not help.',
    'condition.carrier-grade-nat.message':
      'Hello. Our line is behind CGNAT: the router[ {routerModel}] has the address {routerAddress}[, and on the internet we appear as {publicAddress}]. I need a public IP address, best a fixed one, to use port {port} ({protocol}) on the computer[ {lanAddress}]. Tested by Elo at {testedAt:time}.',
    'condition.router-without-public-address.title': 'The router has no public address',
    'condition.router-without-public-address.text':
      'The router[ {routerModel}] is connected, but has no public address[; on the internet the store appears as {publicAddress}]. The provider shares the address with other customers (CGNAT), or there is another router before it.',
    'condition.router-without-public-address.next':
      'Ask the provider for a public IP address at the router, best a fixed one. Asking for the port alone does not help.',
    'condition.router-without-public-address.message':
      'Hello. Our router[ {routerModel}] is given no public IP address[; on the internet we appear as {publicAddress}]: we are behind CGNAT, or the modem works as a router. I need a public address at the router, best a fixed one, to use port {port} ({protocol}) on the computer[ {lanAddress}]. Tested by Elo at {testedAt:time}.',
    'condition.double-nat.title': 'There are two routers on the way',
    'condition.double-nat.text':
      'The store’s router has the address {routerAddress}, which is of an inner network: before it there is another, mostly the provider’s modem.',
    'condition.double-nat.next':
      'Ask the provider to put the modem into bridge mode, or to pass port {port} on in it too.',
    'condition.double-nat.message':
      'Hello. Our router[ {routerModel}] is given {routerAddress}, an inner address: there is another router before it. Please put the modem into bridge mode, or pass port {port} ({protocol}) on in it to {routerAddress}.[ The computer that answers is {lanAddress}.] Tested by Elo at {testedAt:time}.',
    'condition.public-address-differs.title': 'The router’s address is not the one seen on the internet',
    'condition.public-address-differs.text':
      'The router has {routerAddress}, and on the internet the store appears as {publicAddress}. Another device or a VPN is on the way.',
    'condition.public-address-differs.next':
      'If a VPN is on, switch it off and check again. Else ask the provider for a public address of the store’s own.',
    'condition.public-address-differs.message':
      'Hello. Our router[ {routerModel}] has the address {routerAddress}, but on the internet we appear as {publicAddress}. I need a public address of our own to use port {port} ({protocol})[ on the computer {lanAddress}]. Tested by Elo at {testedAt:time}.',
  },
  es: {
    'condition.router-mapping-missing.title': 'El router no reenvía el puerto {port}',
    'condition.router-mapping-missing.text':
      '[El router {routerModel} respondió. ]No reenvía el puerto {port} a ninguna computadora.',
    'condition.router-mapping-missing.next':
      'Pida al proveedor que reenvíe el puerto {port} a esta computadora[, {lanAddress}].',
    'condition.router-mapping-missing.message':
      'Hola. Necesito que el puerto {port} ({protocol}) sea reenviado en el router[ {routerModel}] a la computadora[ {lanAddress}] de nuestra red. Hoy no hay reenvío. Prueba hecha por Elo el {testedAt:time}.',
    'condition.router-mapping-elsewhere.title': 'El router reenvía el puerto {port} a otro aparato',
    'condition.router-mapping-elsewhere.text':
      'El puerto {port} va a {target}, y esta computadora es {lanAddress}.',
    'condition.router-mapping-elsewhere.next':
      'Pida al proveedor que cambie el reenvío del puerto {port} a {lanAddress}.',
    'condition.router-mapping-elsewhere.message':
      'Hola. En el router[ {routerModel}] el puerto {port} ({protocol}) está reenviado a {target}. La computadora correcta es {lanAddress}. Por favor corríjalo. Prueba hecha por Elo el {testedAt:time}.',
    'condition.router-mapping-other-port.title': 'El router cambia el puerto {port} por otro',
    'condition.router-mapping-other-port.text':
      'El puerto {port} de afuera llega a esta computadora en el puerto {targetPort}.',
    'condition.router-mapping-other-port.next':
      'Pida al proveedor que el puerto de afuera y el de adentro sean el mismo: {port}.',
    'condition.router-mapping-other-port.message':
      'Hola. En el router[ {routerModel}] el puerto {port} ({protocol}) está reenviado al puerto {targetPort} de la computadora {lanAddress}. El puerto interno debe ser {port}. Por favor corríjalo. Prueba hecha por Elo el {testedAt:time}.',
    'condition.router-mapping-off.title': 'El reenvío del puerto {port} está desactivado',
    'condition.router-mapping-off.text':
      'El router tiene el reenvío del puerto {port} a esta computadora, pero desactivado.',
    'condition.router-mapping-off.next': 'Pida al proveedor que active el reenvío del puerto {port}.',
    'condition.router-mapping-off.message':
      'Hola. En el router[ {routerModel}] el reenvío del puerto {port} ({protocol}) a {lanAddress} está desactivado. Por favor actívelo. Prueba hecha por Elo el {testedAt:time}.',
    'condition.router-line-down.title': 'El router está sin internet',
    'condition.router-line-down.text':
      '[El router {routerModel} ]responde, pero dice que la línea de internet está caída.',
    'condition.router-line-down.next':
      'Apague el router un minuto y enciéndalo de nuevo. Si sigue, hable con el proveedor.',
    'condition.router-line-down.message':
      'Hola. Nuestro router[ {routerModel}] dice que la línea de internet está desconectada. ¿Pueden verificar? Prueba hecha por Elo el {testedAt:time}.',
    'condition.carrier-grade-nat.title': 'El proveedor comparte su dirección con otros clientes (CGNAT)',
    'condition.carrier-grade-nat.text':
      'El router tiene la dirección {routerAddress}[, y en internet la tienda aparece como {publicAddress}]. Así ningún puerto puede abrirse, ni a pedido.',
    'condition.carrier-grade-nat.next':
      'Pida al proveedor una dirección IP pública, de preferencia fija. Pedir solo el puerto no resuelve.',
    'condition.carrier-grade-nat.message':
      'Hola. Nuestra línea está en CGNAT: el router[ {routerModel}] tiene la dirección {routerAddress}[, y en internet aparecemos como {publicAddress}]. Necesito una dirección IP pública, de preferencia fija, para usar el puerto {port} ({protocol}) en la computadora[ {lanAddress}]. Prueba hecha por Elo el {testedAt:time}.',
    'condition.router-without-public-address.title': 'El router no tiene dirección pública',
    'condition.router-without-public-address.text':
      'El router[ {routerModel}] está conectado, pero no tiene dirección pública[; en internet la tienda aparece como {publicAddress}]. El proveedor comparte la dirección con otros clientes (CGNAT), o hay otro router antes.',
    'condition.router-without-public-address.next':
      'Pida al proveedor una dirección IP pública en el router, de preferencia fija. Pedir solo el puerto no resuelve.',
    'condition.router-without-public-address.message':
      'Hola. Nuestro router[ {routerModel}] no recibe dirección IP pública[; en internet aparecemos como {publicAddress}]: estamos en CGNAT, o el módem está en modo router. Necesito una dirección pública en el router, de preferencia fija, para usar el puerto {port} ({protocol}) en la computadora[ {lanAddress}]. Prueba hecha por Elo el {testedAt:time}.',
    'condition.double-nat.title': 'Hay dos routers en el camino',
    'condition.double-nat.text':
      'El router de la tienda tiene la dirección {routerAddress}, que es de una red interna: antes hay otro, en general el módem del proveedor.',
    'condition.double-nat.next':
      'Pida al proveedor que ponga el módem en modo bridge, o que reenvíe el puerto {port} también en él.',
    'condition.double-nat.message':
      'Hola. Nuestro router[ {routerModel}] recibe la dirección {routerAddress}, de red interna: hay otro router antes. Por favor pongan el módem en modo bridge, o reenvíen en él el puerto {port} ({protocol}) a {routerAddress}.[ La computadora que atiende es {lanAddress}.] Prueba hecha por Elo el {testedAt:time}.',
    'condition.public-address-differs.title': 'La dirección del router no es la que aparece en internet',
    'condition.public-address-differs.text':
      'El router tiene {routerAddress}, y en internet la tienda aparece como {publicAddress}. Hay otro equipo o una VPN en el camino.',
    'condition.public-address-differs.next':
      'Si hay una VPN activa, desactívela y revise de nuevo. Si no, pida al proveedor una dirección pública propia.',
    'condition.public-address-differs.message':
      'Hola. Nuestro router[ {routerModel}] tiene la dirección {routerAddress}, pero en internet aparecemos como {publicAddress}. Necesito una dirección pública propia para usar el puerto {port} ({protocol})[ en la computadora {lanAddress}]. Prueba hecha por Elo el {testedAt:time}.',
  },
});
