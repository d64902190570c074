import { defineTexts } from '../defineTexts.ts';

/** This machine’s own firewall, and what in it is in the way. */
export const firewallConditionTexts = defineTexts({
  'pt-BR': {
    'condition.firewall-no-rule.title': 'A proteção do computador fecha a porta {port}',
    'condition.firewall-no-rule.text':
      'Nenhuma regra do firewall deste computador deixa entrar na porta {port}. O padrão dele é recusar.',
    'condition.firewall-no-rule.next':
      'Peça ao técnico da rede que crie uma regra de entrada para a porta {port}.',
    'condition.firewall-no-rule.message':
      'Olá. No computador[ {lanAddress}] falta uma regra de entrada no firewall para a porta {port} ({protocol})[, programa {program}]. Por favor crie. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-rule-blocks.title': 'Uma regra do firewall bloqueia a porta {port}',
    'condition.firewall-rule-blocks.text':
      'O firewall deste computador tem uma regra que bloqueia a porta {port} ou o programa.[ Regra: {rule}.] Bloquear vale mais que permitir.',
    'condition.firewall-rule-blocks.next':
      'Peça ao técnico da rede que desligue essa regra. Criar outra que permita não adianta.',
    'condition.firewall-rule-blocks.message':
      'Olá. No computador[ {lanAddress}] uma regra do firewall bloqueia a porta {port} ({protocol}).[ Regra: {rule}.] Por favor desligue essa regra. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-blocks-all.title': 'O firewall bloqueia tudo o que vem de fora',
    'condition.firewall-blocks-all.text':
      'O firewall deste computador está em "bloquear todas as conexões de entrada": nenhuma regra vale.',
    'condition.firewall-blocks-all.next': 'Peça ao técnico da rede que desmarque essa opção no firewall.',
    'condition.firewall-blocks-all.message':
      'Olá. No computador[ {lanAddress}] o firewall bloqueia todas as conexões de entrada, também a porta {port} ({protocol}). Por favor desmarque essa opção. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-policy-overrides.title': 'A política da empresa anula a regra do firewall',
    'condition.firewall-policy-overrides.text':
      'Há uma regra que deixa entrar na porta {port}, mas a política da empresa não aceita regras deste computador.[ Regra: {rule}.]',
    'condition.firewall-policy-overrides.next':
      'Peça a quem cuida da rede da empresa que ponha a regra na política.',
    'condition.firewall-policy-overrides.message':
      'Olá. No computador[ {lanAddress}] a política não deixa valer as regras locais do firewall. Por favor libere a porta {port} ({protocol}) na própria política. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-other-profile.title': 'A regra do firewall vale para outro tipo de rede',
    'condition.firewall-other-profile.text':
      'Há uma regra que deixa entrar na porta {port}, mas não no tipo desta rede[ ({profiles})].[ Regra: {rule}.]',
    'condition.firewall-other-profile.next':
      'Se esta é a rede da loja, marque-a como particular no Windows. Senão, peça ao técnico que ajuste a regra.',
    'condition.firewall-other-profile.message':
      'Olá. No computador[ {lanAddress}] a regra do firewall para a porta {port} ({protocol}) não vale no tipo de rede em uso[ ({profiles})].[ Regra: {rule}.] Por favor ajuste. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-other-caller.title': 'O firewall só aceita outros endereços',
    'condition.firewall-other-caller.text':
      'Há uma regra para a porta {port}, mas ela não aceita o endereço de quem precisa entrar.[ Regra: {rule}.]',
    'condition.firewall-other-caller.next':
      'Peça ao técnico da rede que inclua na regra os endereços de quem precisa entrar.',
    'condition.firewall-other-caller.message':
      'Olá. No computador[ {lanAddress}] a regra do firewall para a porta {port} ({protocol}) não aceita quem precisa entrar.[ Regra: {rule}.] Por favor inclua os endereços. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-rule-off.title': 'A regra do firewall está desligada',
    'condition.firewall-rule-off.text':
      'Há uma regra que deixaria entrar na porta {port}, mas está desligada.[ Regra: {rule}.]',
    'condition.firewall-rule-off.next': 'Peça ao técnico da rede que ligue essa regra.',
    'condition.firewall-rule-off.message':
      'Olá. No computador[ {lanAddress}] a regra do firewall para a porta {port} ({protocol}) está desligada.[ Regra: {rule}.] Por favor ligue. Teste feito pelo Elo em {testedAt:time}.',
    'condition.firewall-third-party.title': 'Outro programa de proteção decide',
    'condition.firewall-third-party.text':
      'Um programa de proteção toma o lugar do firewall do Windows. Só ele sabe se a porta {port} passa.',
    'condition.firewall-third-party.next':
      'Peça ao técnico da rede que confira a porta {port} nesse programa.',
    'condition.firewall-third-party.message':
      'Olá. No computador[ {lanAddress}] um programa de proteção decide no lugar do firewall do Windows. Por favor confira nele a porta {port} ({protocol}). Teste feito pelo Elo em {testedAt:time}.',
  },
  en: {
    'condition.firewall-no-rule.title': 'The computer’s firewall keeps port {port} shut',
    'condition.firewall-no-rule.text':
      'No rule of this computer’s firewall lets anyone in by port {port}. Its default is to refuse.',
    'condition.firewall-no-rule.next': 'Ask the network technician to make an inbound rule for port {port}.',
    'condition.firewall-no-rule.message':
      'Hello. On the computer[ {lanAddress}] the firewall lacks an inbound rule for port {port} ({protocol})[, program {program}]. Please make it. Tested by Elo at {testedAt:time}.',
    'condition.firewall-rule-blocks.title': 'A firewall rule blocks port {port}',
    'condition.firewall-rule-blocks.text':
      'This computer’s firewall has a rule that blocks port {port} or the program.[ Rule: {rule}.] Blocking outweighs allowing.',
    'condition.firewall-rule-blocks.next':
      'Ask the network technician to switch that rule off. Making another one that allows does not help.',
    'condition.firewall-rule-blocks.message':
      'Hello. On the computer[ {lanAddress}] a firewall rule blocks port {port} ({protocol}).[ Rule: {rule}.] Please switch it off. Tested by Elo at {testedAt:time}.',
    'condition.firewall-blocks-all.title': 'The firewall blocks everything from outside',
    'condition.firewall-blocks-all.text':
      'This computer’s firewall is set to "block all incoming connections": no rule counts.',
    'condition.firewall-blocks-all.next': 'Ask the network technician to clear that option of the firewall.',
    'condition.firewall-blocks-all.message':
      'Hello. On the computer[ {lanAddress}] the firewall blocks all incoming connections, port {port} ({protocol}) among them. Please clear that option. Tested by Elo at {testedAt:time}.',
    'condition.firewall-policy-overrides.title': 'The company’s policy overrides the firewall rule',
    'condition.firewall-policy-overrides.text':
      'There is a rule that lets port {port} in, but the company’s policy takes no rules of this computer.[ Rule: {rule}.]',
    'condition.firewall-policy-overrides.next':
      'Ask whoever runs the company’s network to put the rule into the policy.',
    'condition.firewall-policy-overrides.message':
      'Hello. On the computer[ {lanAddress}] the policy does not let local firewall rules count. Please admit port {port} ({protocol}) in the policy itself. Tested by Elo at {testedAt:time}.',
    'condition.firewall-other-profile.title': 'The firewall rule is for another kind of network',
    'condition.firewall-other-profile.text':
      'There is a rule that lets port {port} in, but not on this kind of network[ ({profiles})].[ Rule: {rule}.]',
    'condition.firewall-other-profile.next':
      'If this is the store’s own network, mark it as private in Windows. Else ask the technician to adjust the rule.',
    'condition.firewall-other-profile.message':
      'Hello. On the computer[ {lanAddress}] the firewall rule for port {port} ({protocol}) does not count on the kind of network in use[ ({profiles})].[ Rule: {rule}.] Please adjust it. Tested by Elo at {testedAt:time}.',
    'condition.firewall-other-caller.title': 'The firewall admits other addresses only',
    'condition.firewall-other-caller.text':
      'There is a rule for port {port}, but it does not admit the address of those who need to come in.[ Rule: {rule}.]',
    'condition.firewall-other-caller.next':
      'Ask the network technician to add to the rule the addresses of those who need to come in.',
    'condition.firewall-other-caller.message':
      'Hello. On the computer[ {lanAddress}] the firewall rule for port {port} ({protocol}) does not admit those who need to come in.[ Rule: {rule}.] Please add their addresses. Tested by Elo at {testedAt:time}.',
    'condition.firewall-rule-off.title': 'The firewall rule is switched off',
    'condition.firewall-rule-off.text':
      'There is a rule that would let port {port} in, but it is switched off.[ Rule: {rule}.]',
    'condition.firewall-rule-off.next': 'Ask the network technician to switch that rule on.',
    'condition.firewall-rule-off.message':
      'Hello. On the computer[ {lanAddress}] the firewall rule for port {port} ({protocol}) is switched off.[ Rule: {rule}.] Please switch it on. Tested by Elo at {testedAt:time}.',
    'condition.firewall-third-party.title': 'Another protection program decides',
    'condition.firewall-third-party.text':
      'A protection program takes the place of the Windows firewall. Only it knows whether port {port} passes.',
    'condition.firewall-third-party.next':
      'Ask the network technician to look at port {port} in that program.',
    'condition.firewall-third-party.message':
      'Hello. On the computer[ {lanAddress}] a protection program decides instead of the Windows firewall. Please check port {port} ({protocol}) in it. Tested by Elo at {testedAt:time}.',
  },
  es: {
    'condition.firewall-no-rule.title': 'El firewall de la computadora cierra el puerto {port}',
    'condition.firewall-no-rule.text':
      'Ninguna regla del firewall de esta computadora deja entrar por el puerto {port}. Por defecto rechaza.',
    'condition.firewall-no-rule.next':
      'Pida al técnico de red que cree una regla de entrada para el puerto {port}.',
    'condition.firewall-no-rule.message':
      'Hola. En la computadora[ {lanAddress}] falta una regla de entrada en el firewall para el puerto {port} ({protocol})[, programa {program}]. Por favor créela. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-rule-blocks.title': 'Una regla del firewall bloquea el puerto {port}',
    'condition.firewall-rule-blocks.text':
      'El firewall de esta computadora tiene una regla que bloquea el puerto {port} o el programa.[ Regla: {rule}.] Bloquear pesa más que permitir.',
    'condition.firewall-rule-blocks.next':
      'Pida al técnico de red que desactive esa regla. Crear otra que permita no sirve.',
    'condition.firewall-rule-blocks.message':
      'Hola. En la computadora[ {lanAddress}] una regla del firewall bloquea el puerto {port} ({protocol}).[ Regla: {rule}.] Por favor desactívela. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-blocks-all.title': 'El firewall bloquea todo lo que viene de afuera',
    'condition.firewall-blocks-all.text':
      'El firewall de esta computadora está en "bloquear todas las conexiones entrantes": ninguna regla vale.',
    'condition.firewall-blocks-all.next': 'Pida al técnico de red que desmarque esa opción del firewall.',
    'condition.firewall-blocks-all.message':
      'Hola. En la computadora[ {lanAddress}] el firewall bloquea todas las conexiones entrantes, también el puerto {port} ({protocol}). Por favor desmarque esa opción. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-policy-overrides.title': 'La política de la empresa anula la regla del firewall',
    'condition.firewall-policy-overrides.text':
      'Hay una regla que deja entrar por el puerto {port}, pero la política de la empresa no acepta reglas de esta computadora.[ Regla: {rule}.]',
    'condition.firewall-policy-overrides.next':
      'Pida a quien administra la red de la empresa que ponga la regla en la política.',
    'condition.firewall-policy-overrides.message':
      'Hola. En la computadora[ {lanAddress}] la política no deja valer las reglas locales del firewall. Por favor libere el puerto {port} ({protocol}) en la propia política. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-other-profile.title': 'La regla del firewall vale para otro tipo de red',
    'condition.firewall-other-profile.text':
      'Hay una regla que deja entrar por el puerto {port}, pero no en este tipo de red[ ({profiles})].[ Regla: {rule}.]',
    'condition.firewall-other-profile.next':
      'Si esta es la red de la tienda, márquela como privada en Windows. Si no, pida al técnico que ajuste la regla.',
    'condition.firewall-other-profile.message':
      'Hola. En la computadora[ {lanAddress}] la regla del firewall para el puerto {port} ({protocol}) no vale en el tipo de red en uso[ ({profiles})].[ Regla: {rule}.] Por favor ajústela. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-other-caller.title': 'El firewall solo acepta otras direcciones',
    'condition.firewall-other-caller.text':
      'Hay una regla para el puerto {port}, pero no acepta la dirección de quien necesita entrar.[ Regla: {rule}.]',
    'condition.firewall-other-caller.next':
      'Pida al técnico de red que incluya en la regla las direcciones de quien necesita entrar.',
    'condition.firewall-other-caller.message':
      'Hola. En la computadora[ {lanAddress}] la regla del firewall para el puerto {port} ({protocol}) no acepta a quien necesita entrar.[ Regla: {rule}.] Por favor incluya las direcciones. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-rule-off.title': 'La regla del firewall está desactivada',
    'condition.firewall-rule-off.text':
      'Hay una regla que dejaría entrar por el puerto {port}, pero está desactivada.[ Regla: {rule}.]',
    'condition.firewall-rule-off.next': 'Pida al técnico de red que active esa regla.',
    'condition.firewall-rule-off.message':
      'Hola. En la computadora[ {lanAddress}] la regla del firewall para el puerto {port} ({protocol}) está desactivada.[ Regla: {rule}.] Por favor actívela. Prueba hecha por Elo el {testedAt:time}.',
    'condition.firewall-third-party.title': 'Otro programa de protección decide',
    'condition.firewall-third-party.text':
      'Un programa de protección ocupa el lugar del firewall de Windows. Solo él sabe si el puerto {port} pasa.',
    'condition.firewall-third-party.next':
      'Pida al técnico de red que revise el puerto {port} en ese programa.',
    'condition.firewall-third-party.message':
      'Hola. En la computadora[ {lanAddress}] un programa de protección decide en lugar del firewall de Windows. Por favor revise en él el puerto {port} ({protocol}). Prueba hecha por Elo el {testedAt:time}.',
  },
});
