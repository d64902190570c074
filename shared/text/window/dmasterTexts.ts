import { defineTexts } from './defineTexts.ts';

/** Profiles of DMaster and of any address: names, fields, steps and what to send. */
export const dmasterTexts = defineTexts({
  'pt-BR': {
    'profile.dmaster-acesso-online.proved':
      'A porta {port} está aberta, provado de fora. O acesso online pode ser configurado.',
    'profile.dmaster-integracao-produtos': 'DMaster: integração de produtos',
    'profile.dmaster-integracao-produtos.proved': 'Tudo pronto para configurar a integração de produtos.',
    'profile.personalizado': 'Personalizado: qualquer endereço',
    'field.store-name': 'Nome da loja',
    'field.path': 'Caminho no servidor (por exemplo /loja)',
    'field.key-scheme': 'Como a chave é enviada',
    'check.movements-safe': 'Cuidados antes de configurar',
    'finding.movements-safe.ok': 'Os {count:number} passos foram confirmados.',
    'step.program-listens': 'DMaster aberto neste computador',
    'step.program-listens.need': 'O programa que usa a porta precisa estar em funcionamento.',
    'step.program-listens.procedure':
      'Abra o DMaster no computador que recebe as outras lojas e rode este diagnóstico nele.',
    'step.provider-asked': 'Pedido ao provedor de internet',
    'step.provider-asked.need': 'A porta precisa estar aberta no modem ou roteador da loja.',
    'step.provider-asked.procedure':
      'Envie o texto pronto ao provedor. Depois confirme aqui: o Elo passa a conferir e avisa quando abrir. O chamado atual pode ser encerrado.',
    'step.provider-asked.message':
      'Olá. Preciso que a porta [{port} ]TCP seja aberta no modem/roteador da minha loja[ e encaminhada para o computador {lanAddress}].[ Endereço público visto: {publicAddress}.][ Roteador: {routerModel}.][ Teste feito em {testedAt:time}.] Se a minha conexão usa endereço compartilhado (CGNAT), preciso de um endereço IP público. Obrigado.',
    'step.port-open': 'Porta aberta, provado de fora',
    'step.port-open.need': 'As outras lojas precisam conseguir chegar até esta.',
    'step.port-open.procedure':
      'O Elo confere sozinho, pelo FoccoLojas, e avisa quando o provedor abrir a porta.',
    'step.new-ticket': 'Novo chamado',
    'step.new-ticket.need': 'A configuração do acesso online é feita pelo suporte, em um chamado novo.',
    'step.new-ticket.procedure': 'Abra um chamado novo com o texto pronto e confirme aqui.',
    'step.new-ticket.message':
      'Olá. A porta [{port} ]TCP da minha loja está aberta[, provado de fora em {testedAt:time}][ no endereço {publicAddress}]. Solicito a configuração do acesso online.',
    'step.online-access-works': 'Acesso online funcionando',
    'step.online-access-works.need':
      'A integração de produtos só funciona com o acesso online configurado e funcionando.',
    'step.online-access-works.procedure':
      'Rode este diagnóstico no computador do DMaster. Se a porta estiver fechada, siga primeiro o perfil do acesso online.',
    'step.losses-understood': 'Perda das movimentações entendida',
    'step.losses-understood.need':
      'Ao configurar, as movimentações da loja são perdidas. A loja precisa saber e concordar.',
    'step.losses-understood.procedure':
      'Confirme com quem decide na loja. Depois digite o nome da loja para registrar que foi entendido.',
    'step.backup-noted': 'Cópia de segurança anotada',
    'step.backup-noted.need': 'Uma cópia do banco de dados do DMaster, feita antes de configurar.',
    'step.backup-noted.procedure': 'Faça a cópia e anote onde ela está e de quando é.',
    'step.handed-over': 'Encaminhado ao responsável',
    'step.handed-over.need': 'O responsável pela integração precisa tratar o caso antes da configuração.',
    'step.handed-over.procedure': 'Encaminhe o chamado ao responsável e anote o número e para quem foi.',
    'step.handed-over.message':
      'Olá. O acesso online desta loja está funcionando[ (porta {port}, provado de fora em {testedAt:time})]. A loja sabe que as movimentações são perdidas e a cópia de segurança está anotada. Encaminho para as tratativas da integração de produtos.',
    'step.handed-back': 'Devolvido pelo responsável',
    'step.handed-back.need': 'Só depois do retorno do responsável a integração pode ser configurada.',
    'step.handed-back.procedure':
      'Quando o chamado voltar, anote o que o responsável informou. A configuração é feita pelo suporte; o Elo não configura nada.',
    'reason.not-chosen': 'Não foi escolhido.',
  },
  en: {
    'profile.dmaster-acesso-online.proved':
      'Port {port} is open, proved from outside. Online access may be configured.',
    'profile.dmaster-integracao-produtos': 'DMaster: product integration',
    'profile.dmaster-integracao-produtos.proved': 'All is ready to configure the product integration.',
    'profile.personalizado': 'Custom: any address',
    'field.store-name': 'Name of the store',
    'field.path': 'Path on the server (such as /store)',
    'field.key-scheme': 'How the key is sent',
    'check.movements-safe': 'Care before configuring',
    'finding.movements-safe.ok': 'The {count:number} steps were confirmed.',
    'step.program-listens': 'DMaster open on this computer',
    'step.program-listens.need': 'The program that uses the port has to be running.',
    'step.program-listens.procedure':
      'Open DMaster on the computer that receives the other stores and run this diagnosis there.',
    'step.provider-asked': 'Internet provider asked',
    'step.provider-asked.need': 'The port has to be open on the modem or router of the store.',
    'step.provider-asked.procedure':
      'Send the ready text to the provider. Then confirm here: Elo keeps looking and tells when it opens. The present ticket can be closed.',
    'step.provider-asked.message':
      'Hello. I need port [{port} ]TCP opened on the modem/router of my store[ and forwarded to the computer {lanAddress}].[ Public address seen: {publicAddress}.][ Router: {routerModel}.][ Tested at {testedAt:time}.] If my connection uses a shared address (CGNAT), I need a public IP address. Thank you.',
    'step.port-open': 'Port open, proved from outside',
    'step.port-open.need': 'The other stores have to be able to reach this one.',
    'step.port-open.procedure':
      'Elo checks by itself, through FoccoLojas, and tells when the provider opens the port.',
    'step.new-ticket': 'New ticket',
    'step.new-ticket.need': 'Support configures the online access, in a new ticket.',
    'step.new-ticket.procedure': 'Open a new ticket with the ready text and confirm here.',
    'step.new-ticket.message':
      'Hello. Port [{port} ]TCP of my store is open[, proved from outside at {testedAt:time}][ at the address {publicAddress}]. Please configure the online access.',
    'step.online-access-works': 'Online access works',
    'step.online-access-works.need':
      'The product integration only works with online access configured and working.',
    'step.online-access-works.procedure':
      'Run this diagnosis on the computer of DMaster. If the port is closed, follow the profile of the online access first.',
    'step.losses-understood': 'Loss of the movements understood',
    'step.losses-understood.need':
      'Configuring it loses the movements of the store. The store has to know and agree.',
    'step.losses-understood.procedure':
      'Confirm with who decides at the store. Then type the name of the store to record that it was understood.',
    'step.backup-noted': 'Backup noted',
    'step.backup-noted.need': 'A copy of the database of DMaster, made before configuring.',
    'step.backup-noted.procedure': 'Make the copy and note where it is and when it was made.',
    'step.handed-over': 'Handed to the one responsible',
    'step.handed-over.need':
      'The one responsible for the integration has to treat the case before it is configured.',
    'step.handed-over.procedure': 'Hand the ticket over and note its number and to whom it went.',
    'step.handed-over.message':
      'Hello. The online access of this store works[ (port {port}, proved from outside at {testedAt:time})]. The store knows that the movements are lost, and the backup is noted. I hand it over for the product integration.',
    'step.handed-back': 'Given back by the one responsible',
    'step.handed-back.need': 'Only after the return may the integration be configured.',
    'step.handed-back.procedure':
      'When the ticket is back, note what the one responsible said. Support configures it; Elo configures nothing.',
    'reason.not-chosen': 'It was not chosen.',
  },
  es: {
    'profile.dmaster-acesso-online.proved':
      'El puerto {port} está abierto, probado desde afuera. El acceso en línea se puede configurar.',
    'profile.dmaster-integracao-produtos': 'DMaster: integración de productos',
    'profile.dmaster-integracao-produtos.proved': 'Todo listo para configurar la integración de productos.',
    'profile.personalizado': 'Personalizado: cualquier dirección',
    'field.store-name': 'Nombre de la tienda',
    'field.path': 'Ruta en el servidor (por ejemplo /tienda)',
    'field.key-scheme': 'Cómo se envía la clave',
    'check.movements-safe': 'Cuidados antes de configurar',
    'finding.movements-safe.ok': 'Los {count:number} pasos fueron confirmados.',
    'step.program-listens': 'DMaster abierto en esta computadora',
    'step.program-listens.need': 'El programa que usa el puerto tiene que estar en funcionamiento.',
    'step.program-listens.procedure':
      'Abra DMaster en la computadora que recibe a las otras tiendas y ejecute este diagnóstico en ella.',
    'step.provider-asked': 'Pedido al proveedor de internet',
    'step.provider-asked.need': 'El puerto tiene que estar abierto en el módem o router de la tienda.',
    'step.provider-asked.procedure':
      'Envíe el texto listo al proveedor. Después confirme aquí: Elo sigue revisando y avisa cuando se abra. El ticket actual puede cerrarse.',
    'step.provider-asked.message':
      'Hola. Necesito que el puerto [{port} ]TCP se abra en el módem/router de mi tienda[ y se redirija a la computadora {lanAddress}].[ Dirección pública vista: {publicAddress}.][ Router: {routerModel}.][ Prueba hecha el {testedAt:time}.] Si mi conexión usa una dirección compartida (CGNAT), necesito una dirección IP pública. Gracias.',
    'step.port-open': 'Puerto abierto, probado desde afuera',
    'step.port-open.need': 'Las otras tiendas tienen que poder llegar a esta.',
    'step.port-open.procedure':
      'Elo revisa solo, por FoccoLojas, y avisa cuando el proveedor abra el puerto.',
    'step.new-ticket': 'Nuevo ticket',
    'step.new-ticket.need': 'El soporte configura el acceso en línea, en un ticket nuevo.',
    'step.new-ticket.procedure': 'Abra un ticket nuevo con el texto listo y confirme aquí.',
    'step.new-ticket.message':
      'Hola. El puerto [{port} ]TCP de mi tienda está abierto[, probado desde afuera el {testedAt:time}][ en la dirección {publicAddress}]. Solicito la configuración del acceso en línea.',
    'step.online-access-works': 'Acceso en línea funcionando',
    'step.online-access-works.need':
      'La integración de productos solo funciona con el acceso en línea configurado y funcionando.',
    'step.online-access-works.procedure':
      'Ejecute este diagnóstico en la computadora de DMaster. Si el puerto está cerrado, siga primero el perfil del acceso en línea.',
    'step.losses-understood': 'Pérdida de los movimientos entendida',
    'step.losses-understood.need':
      'Al configurar, los movimientos de la tienda se pierden. La tienda tiene que saberlo y estar de acuerdo.',
    'step.losses-understood.procedure':
      'Confirme con quien decide en la tienda. Después escriba el nombre de la tienda para registrar que se entendió.',
    'step.backup-noted': 'Copia de seguridad anotada',
    'step.backup-noted.need': 'Una copia de la base de datos de DMaster, hecha antes de configurar.',
    'step.backup-noted.procedure': 'Haga la copia y anote dónde está y de cuándo es.',
    'step.handed-over': 'Derivado al responsable',
    'step.handed-over.need':
      'El responsable de la integración tiene que tratar el caso antes de la configuración.',
    'step.handed-over.procedure': 'Derive el ticket al responsable y anote el número y a quién fue.',
    'step.handed-over.message':
      'Hola. El acceso en línea de esta tienda funciona[ (puerto {port}, probado desde afuera el {testedAt:time})]. La tienda sabe que los movimientos se pierden y la copia de seguridad está anotada. Derivo para la integración de productos.',
    'step.handed-back': 'Devuelto por el responsable',
    'step.handed-back.need': 'Solo después del regreso del responsable la integración se puede configurar.',
    'step.handed-back.procedure':
      'Cuando el ticket vuelva, anote lo que informó el responsable. El soporte configura; Elo no configura nada.',
    'reason.not-chosen': 'No fue elegido.',
  },
});
