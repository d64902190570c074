import { defineTexts } from '../defineTexts.ts';

/** One port: who listens on it, and what came of the test from outside. */
export const portConditionTexts = defineTexts({
  'pt-BR': {
    'condition.port-nothing-listens.title': 'Nenhum programa atende na porta {port}',
    'condition.port-nothing-listens.text':
      'Neste computador nada atende na porta {port}. Enquanto for assim, ninguém de fora é atendido, mesmo com a porta aberta no roteador.',
    'condition.port-nothing-listens.next':
      'Abra neste computador o programa que usa a porta {port} e confira de novo. Se ele fica em outro computador, rode o Elo lá.',
    'condition.port-nothing-listens.message':
      'Olá. No computador da loja[ ({lanAddress})] nenhum programa atende na porta {port} ({protocol}). Como inicio o serviço que deveria atender? Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-loopback-only.title': 'O programa só atende o próprio computador',
    'condition.port-loopback-only.text':
      '[{program} ]atende na porta {port} só para este computador[ ({addresses})]. De fora, e até da loja, ninguém chega até ele.',
    'condition.port-loopback-only.next':
      'Peça ao fornecedor do programa que ele atenda na rede, e não só neste computador.',
    'condition.port-loopback-only.message':
      'Olá. [O programa {program} ]atende na porta {port} ({protocol}) só em [{addresses}]. É preciso que atenda também no endereço da rede[, {lanAddress}]. Como configuro isso? Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-ipv6-only.title': 'O programa só atende pelo IPv6',
    'condition.port-ipv6-only.text':
      '[{program} ]atende na porta {port}, mas não pelo IPv4, que é o que o roteador encaminha.',
    'condition.port-ipv6-only.next': 'Peça ao fornecedor do programa que ele atenda também pelo IPv4.',
    'condition.port-ipv6-only.message':
      'Olá. [O programa {program} ]atende na porta {port} ({protocol}) só pelo IPv6 ({addresses}). Precisamos que atenda também pelo IPv4. Como configuro isso? Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-on-another-address.title': 'O programa atende em outro endereço',
    'condition.port-on-another-address.text':
      '[{program} ]atende na porta {port} em {addresses}, e não no endereço que fala com o roteador[, {lanAddress}].',
    'condition.port-on-another-address.next':
      'Mostre ao técnico da rede: o programa precisa atender no endereço da rede da loja.',
    'condition.port-on-another-address.message':
      'Olá. [O programa {program} ]atende na porta {port} ({protocol}) em {addresses}. Precisa atender em[ {lanAddress},] o endereço que fala com o roteador. Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-not-at-lan-address.title': 'A porta {port} não responde no endereço da rede',
    'condition.port-not-at-lan-address.text':
      'O programa atende, mas em {lanAddress} a porta {port} não responde. Uma proteção deste computador costuma ser a causa.',
    'condition.port-not-at-lan-address.next':
      'Peça ao técnico da rede que libere a porta {port} na proteção deste computador.',
    'condition.port-not-at-lan-address.message':
      'Olá. No computador {lanAddress} a porta {port} ({protocol}) não responde no endereço da rede, embora um programa atenda nela. Por favor verifique a proteção do computador. Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-closed-from-outside.title': 'A porta {port} está fechada para quem vem de fora',
    'condition.port-closed-from-outside.text':
      'O FoccoLojas tentou entrar em {publicAddress}, porta {port} ({family}), e não conseguiu. O caminho até a loja está fechado no roteador ou no provedor.',
    'condition.port-closed-from-outside.next':
      'Peça ao provedor que abra a porta {port}. O texto está pronto para copiar. O Elo avisa quando abrir.',
    'condition.port-closed-from-outside.message':
      'Olá. Preciso que a porta {port} ({protocol}) seja aberta e encaminhada para o computador[ {lanAddress}] da nossa rede.[ Roteador: {routerModel}.] Testada de fora, no endereço {publicAddress}, ela está fechada. Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-answered-by-another.title': 'Outro aparelho atende na porta {port}',
    'condition.port-answered-by-another.text':
      'De fora, a porta {port} de {publicAddress} está aberta, mas quem atende não é este computador. O código do teste não chegou aqui.',
    'condition.port-answered-by-another.next':
      'Peça ao provedor que encaminhe a porta {port} para este computador[, {lanAddress}].',
    'condition.port-answered-by-another.message':
      'Olá. A porta {port} ({protocol}) do endereço {publicAddress} está aberta, mas leva a outro aparelho. Por favor encaminhe para[ {lanAddress},] o computador certo.[ Roteador: {routerModel}.] Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-open-not-proved-here.title':
      'Porta {port} aberta, mas sem prova de que é este computador',
    'condition.port-open-not-proved-here.text':
      'De fora, a porta {port} de {publicAddress} está aberta. Só não deu para ver a conexão do teste chegando aqui: pode ser outro aparelho.',
    'condition.port-open-not-proved-here.next':
      'Feche por um minuto o programa que usa a porta e confira de novo: o Elo atende no lugar dele e prova por um código.',
    'condition.port-open-to-everyone.title': 'A porta {port} está aberta para todos',
    'condition.port-open-to-everyone.text':
      'O teste entrou pela porta {port} de {publicAddress}. Ela deveria aceitar só {admits}.',
    'condition.port-open-to-everyone.next':
      'Funciona, mas não é seguro: peça ao técnico da rede que aceite só os endereços do fornecedor.',
    'condition.port-open-to-everyone.message':
      'Olá. A porta {port} ({protocol}) de {publicAddress} aceita conexões de qualquer endereço. Por favor limite a um destes: {admits}. Teste feito pelo Elo em {testedAt:time}.',
    'condition.port-not-tested-from-vendor.title': 'Não foi possível testar do endereço do fornecedor',
    'condition.port-not-tested-from-vendor.text':
      'O FoccoLojas não entrou na porta {port}, e nem deveria: ela é só para {admits}. Isso não quer dizer que esteja fechada para o fornecedor.',
    'condition.port-not-tested-from-vendor.next':
      'Peça ao fornecedor que faça o teste dele e diga o resultado.',
    'condition.port-not-tested-from-vendor.message':
      'Olá. A porta {port} ({protocol}) de {publicAddress} aceita só {admits}. De outros endereços ela não responde, como deve ser. Por favor testem a conexão daí e digam o resultado. Teste feito pelo Elo em {testedAt:time}.',
  },
  en: {
    'condition.port-nothing-listens.title': 'No program answers on port {port}',
    'condition.port-nothing-listens.text':
      'Nothing on this computer answers on port {port}. As long as that is so, nobody from outside is answered, even with the port open on the router.',
    'condition.port-nothing-listens.next':
      'Start on this computer the program that uses port {port} and check again. If it runs on another computer, run Elo there.',
    'condition.port-nothing-listens.message':
      'Hello. On the store’s computer[ ({lanAddress})] no program answers on port {port} ({protocol}). How do I start the service that should? Tested by Elo at {testedAt:time}.',
    'condition.port-loopback-only.title': 'The program answers only its own computer',
    'condition.port-loopback-only.text':
      '[{program} ]answers on port {port} for this computer only[ ({addresses})]. Nobody outside, nor even in the store, reaches it.',
    'condition.port-loopback-only.next':
      'Ask the vendor of the program to have it answer on the network, not only on this computer.',
    'condition.port-loopback-only.message':
      'Hello. [The program {program} ]answers on port {port} ({protocol}) only at [{addresses}]. It has to answer at the network address too[, {lanAddress}]. How is that set? Tested by Elo at {testedAt:time}.',
    'condition.port-ipv6-only.title': 'The program answers by IPv6 only',
    'condition.port-ipv6-only.text':
      '[{program} ]answers on port {port}, but not by IPv4, which is what the router passes on.',
    'condition.port-ipv6-only.next': 'Ask the vendor of the program to have it answer by IPv4 too.',
    'condition.port-ipv6-only.message':
      'Hello. [The program {program} ]answers on port {port} ({protocol}) by IPv6 only ({addresses}). We need it by IPv4 too. How is that set? Tested by Elo at {testedAt:time}.',
    'condition.port-on-another-address.title': 'The program answers at another address',
    'condition.port-on-another-address.text':
      '[{program} ]answers on port {port} at {addresses}, and not at the address that speaks with the router[, {lanAddress}].',
    'condition.port-on-another-address.next':
      'Show it to the network technician: the program has to answer at the store’s network address.',
    'condition.port-on-another-address.message':
      'Hello. [The program {program} ]answers on port {port} ({protocol}) at {addresses}. It has to answer at[ {lanAddress},] the address that speaks with the router. Tested by Elo at {testedAt:time}.',
    'condition.port-not-at-lan-address.title': 'Port {port} does not answer at the network address',
    'condition.port-not-at-lan-address.text':
      'The program answers, but at {lanAddress} port {port} does not. Mostly some protection of this computer is the cause.',
    'condition.port-not-at-lan-address.next':
      'Ask the network technician to admit port {port} in this computer’s protection.',
    'condition.port-not-at-lan-address.message':
      'Hello. On the computer {lanAddress} port {port} ({protocol}) does not answer at the network address, although a program listens. Please check the computer’s protection. Tested by Elo at {testedAt:time}.',
    'condition.port-closed-from-outside.title': 'Port {port} is closed to those outside',
    'condition.port-closed-from-outside.text':
      'FoccoLojas tried to enter at {publicAddress}, port {port} ({family}), and could not. The way to the store is closed at the router or at the provider.',
    'condition.port-closed-from-outside.next':
      'Ask the provider to open port {port}. The text is ready to copy. Elo tells you when it is open.',
    'condition.port-closed-from-outside.message':
      'Hello. I need port {port} ({protocol}) opened and passed on to the computer[ {lanAddress}] of our network.[ Router: {routerModel}.] Tested from outside, at {publicAddress}, it is closed. Tested by Elo at {testedAt:time}.',
    'condition.port-answered-by-another.title': 'Another device answers on port {port}',
    'condition.port-answered-by-another.text':
      'From outside, port {port} of {publicAddress} is open, but it is not this computer that answers. The code of the test did not arrive here.',
    'condition.port-answered-by-another.next':
      'Ask the provider to pass port {port} on to this computer[, {lanAddress}].',
    'condition.port-answered-by-another.message':
      'Hello. Port {port} ({protocol}) of {publicAddress} is open, but leads to another device. Please pass it on to[ {lanAddress},] the right computer.[ Router: {routerModel}.] Tested by Elo at {testedAt:time}.',
    'condition.port-open-not-proved-here.title': 'Port {port} open, but not proved to be this computer',
    'condition.port-open-not-proved-here.text':
      'From outside, port {port} of {publicAddress} is open. Only the connection of the test was not seen arriving here: it may be another device.',
    'condition.port-open-not-proved-here.next':
      'Close the program that uses the port for a minute and check again: Elo answers in its place and proves it by a code.',
    'condition.port-open-to-everyone.title': 'Port {port} is open to everyone',
    'condition.port-open-to-everyone.text':
      'The test came in by port {port} of {publicAddress}. It should admit {admits} only.',
    'condition.port-open-to-everyone.next':
      'It works, but is not safe: ask the network technician to admit the vendor’s addresses only.',
    'condition.port-open-to-everyone.message':
      'Hello. Port {port} ({protocol}) of {publicAddress} accepts connections from any address. Please limit it to one of these: {admits}. Tested by Elo at {testedAt:time}.',
    'condition.port-not-tested-from-vendor.title': 'It could not be tested from the vendor’s address',
    'condition.port-not-tested-from-vendor.text':
      'FoccoLojas did not get in by port {port}, nor should it: it is for {admits} only. That does not mean it is closed to the vendor.',
    'condition.port-not-tested-from-vendor.next':
      'Ask the vendor to run its own test and tell you the result.',
    'condition.port-not-tested-from-vendor.message':
      'Hello. Port {port} ({protocol}) of {publicAddress} admits {admits} only. From other addresses it does not answer, as it should. Please test the connection from your side and tell us the result. Tested by Elo at {testedAt:time}.',
  },
  es: {
    'condition.port-nothing-listens.title': 'Ningún programa atiende en el puerto {port}',
    'condition.port-nothing-listens.text':
      'En esta computadora nada atiende en el puerto {port}. Mientras sea así, nadie de afuera es atendido, aunque el puerto esté abierto en el router.',
    'condition.port-nothing-listens.next':
      'Abra en esta computadora el programa que usa el puerto {port} y revise de nuevo. Si está en otra computadora, use Elo allá.',
    'condition.port-nothing-listens.message':
      'Hola. En la computadora de la tienda[ ({lanAddress})] ningún programa atiende en el puerto {port} ({protocol}). ¿Cómo inicio el servicio que debería atender? Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-loopback-only.title': 'El programa solo atiende a su propia computadora',
    'condition.port-loopback-only.text':
      '[{program} ]atiende en el puerto {port} solo para esta computadora[ ({addresses})]. Nadie de afuera, ni de la tienda, llega a él.',
    'condition.port-loopback-only.next':
      'Pida al proveedor del programa que atienda en la red, y no solo en esta computadora.',
    'condition.port-loopback-only.message':
      'Hola. [El programa {program} ]atiende en el puerto {port} ({protocol}) solo en [{addresses}]. Debe atender también en la dirección de la red[, {lanAddress}]. ¿Cómo se configura? Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-ipv6-only.title': 'El programa solo atiende por IPv6',
    'condition.port-ipv6-only.text':
      '[{program} ]atiende en el puerto {port}, pero no por IPv4, que es lo que el router reenvía.',
    'condition.port-ipv6-only.next': 'Pida al proveedor del programa que atienda también por IPv4.',
    'condition.port-ipv6-only.message':
      'Hola. [El programa {program} ]atiende en el puerto {port} ({protocol}) solo por IPv6 ({addresses}). Necesitamos que atienda también por IPv4. ¿Cómo se configura? Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-on-another-address.title': 'El programa atiende en otra dirección',
    'condition.port-on-another-address.text':
      '[{program} ]atiende en el puerto {port} en {addresses}, y no en la dirección que habla con el router[, {lanAddress}].',
    'condition.port-on-another-address.next':
      'Muéstrelo al técnico de red: el programa debe atender en la dirección de la red de la tienda.',
    'condition.port-on-another-address.message':
      'Hola. [El programa {program} ]atiende en el puerto {port} ({protocol}) en {addresses}. Debe atender en[ {lanAddress},] la dirección que habla con el router. Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-not-at-lan-address.title': 'El puerto {port} no responde en la dirección de la red',
    'condition.port-not-at-lan-address.text':
      'El programa atiende, pero en {lanAddress} el puerto {port} no responde. Suele ser una protección de esta computadora.',
    'condition.port-not-at-lan-address.next':
      'Pida al técnico de red que libere el puerto {port} en la protección de esta computadora.',
    'condition.port-not-at-lan-address.message':
      'Hola. En la computadora {lanAddress} el puerto {port} ({protocol}) no responde en la dirección de la red, aunque un programa atiende. Por favor verifique la protección. Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-closed-from-outside.title': 'El puerto {port} está cerrado para quien viene de afuera',
    'condition.port-closed-from-outside.text':
      'FoccoLojas intentó entrar en {publicAddress}, puerto {port} ({family}), y no pudo. El camino hasta la tienda está cerrado en el router o en el proveedor.',
    'condition.port-closed-from-outside.next':
      'Pida al proveedor que abra el puerto {port}. El texto está listo para copiar. Elo avisa cuando se abra.',
    'condition.port-closed-from-outside.message':
      'Hola. Necesito que el puerto {port} ({protocol}) sea abierto y reenviado a la computadora[ {lanAddress}] de nuestra red.[ Router: {routerModel}.] Probado desde afuera, en {publicAddress}, está cerrado. Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-answered-by-another.title': 'Otro aparato atiende en el puerto {port}',
    'condition.port-answered-by-another.text':
      'Desde afuera, el puerto {port} de {publicAddress} está abierto, pero quien atiende no es esta computadora. El código de la prueba no llegó aquí.',
    'condition.port-answered-by-another.next':
      'Pida al proveedor que reenvíe el puerto {port} a esta computadora[, {lanAddress}].',
    'condition.port-answered-by-another.message':
      'Hola. El puerto {port} ({protocol}) de {publicAddress} está abierto, pero lleva a otro aparato. Por favor reenvíelo a[ {lanAddress},] la computadora correcta.[ Router: {routerModel}.] Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-open-not-proved-here.title':
      'Puerto {port} abierto, pero sin prueba de que sea esta computadora',
    'condition.port-open-not-proved-here.text':
      'Desde afuera, el puerto {port} de {publicAddress} está abierto. Solo no se vio llegar aquí la conexión de la prueba: puede ser otro aparato.',
    'condition.port-open-not-proved-here.next':
      'Cierre por un minuto el programa que usa el puerto y revise de nuevo: Elo atiende en su lugar y lo prueba con un código.',
    'condition.port-open-to-everyone.title': 'El puerto {port} está abierto para todos',
    'condition.port-open-to-everyone.text':
      'La prueba entró por el puerto {port} de {publicAddress}. Debería aceptar solo {admits}.',
    'condition.port-open-to-everyone.next':
      'Funciona, pero no es seguro: pida al técnico de red que acepte solo las direcciones del proveedor.',
    'condition.port-open-to-everyone.message':
      'Hola. El puerto {port} ({protocol}) de {publicAddress} acepta conexiones de cualquier dirección. Por favor limítelo a una de estas: {admits}. Prueba hecha por Elo el {testedAt:time}.',
    'condition.port-not-tested-from-vendor.title': 'No fue posible probar desde la dirección del proveedor',
    'condition.port-not-tested-from-vendor.text':
      'FoccoLojas no entró por el puerto {port}, ni debía: es solo para {admits}. Eso no quiere decir que esté cerrado para el proveedor.',
    'condition.port-not-tested-from-vendor.next': 'Pida al proveedor que haga su prueba y diga el resultado.',
    'condition.port-not-tested-from-vendor.message':
      'Hola. El puerto {port} ({protocol}) de {publicAddress} acepta solo {admits}. Desde otras direcciones no responde, como debe ser. Por favor prueben la conexión y digan el resultado. Prueba hecha por Elo el {testedAt:time}.',
  },
});
