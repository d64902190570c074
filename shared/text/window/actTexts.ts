import { defineTexts } from './defineTexts.ts';

/** Acts of designing: handing over, waiting for the listing, opened versions, the approval that was refused. */
export const actTexts = defineTexts({
  'pt-BR': {
    'acts.prepare': 'Preparar',
    'acts.negotiate': 'Negociar',
    'acts.not-fresh.missing': 'Falta o orçamento do Promob: nenhum foi exportado deste projeto.',
    'acts.not-fresh.older-than-save':
      'Falta o orçamento do Promob: o projeto foi salvo depois do último orçamento exportado.',
    'acts.not-fresh.other-project':
      'O último orçamento que chegou do Promob é de outro projeto. Exporte o deste projeto.',
    'acts.wait.waiting': 'Esperando o orçamento do Promob',
    'acts.wait.handing-over': 'Entregando ao FoccoLojas',
    'acts.wait.done': 'Entregue ao FoccoLojas',
    'acts.wait.refused': 'O FoccoLojas não aceitou',
    'error.listing-not-fresh.missing': 'Falta o orçamento do Promob: nenhum foi exportado deste projeto.',
    'error.listing-not-fresh.older-than-save':
      'Falta o orçamento do Promob: o projeto foi salvo depois do último orçamento exportado.',
    'error.listing-not-fresh.other-project':
      'O último orçamento que chegou do Promob é de outro projeto. Exporte o deste projeto.',
    'error.nothing-waits': 'Este ambiente não está esperando nenhum orçamento.',
    'error.file-changed-meanwhile': 'Alguém salvou neste meio-tempo. Nada foi trocado.',
    'error.file-changed-meanwhile.do': 'Olhe de novo o que mudou e decida outra vez.',
    'error.file-away': 'O arquivo do ambiente não está no lugar dele. Nada foi trocado.',
    'error.file-away.do': 'Ligue a pasta ou a rede em que ele fica e tente de novo.',
    'error.file-in-use': 'O arquivo do ambiente está aberto em outro programa. Nada foi trocado.',
    'error.file-in-use.do': 'Feche o projeto no Promob e tente de novo.',
    'error.file-is-opened-version':
      'Este arquivo é a cópia de uma versão aberta pelo Elo. Ela não pode ser o desenho de um ambiente.',
    'question.opened-version-saved':
      'Salvo em uma versão aberta: falta você dizer se passa a ser o desenho atual (current) ou fica à parte (apart)',
    'help.waits': 'entregas que esperam o orçamento do Promob',
    'help.waits.list': 'mostra o que espera um orçamento do Promob',
    'help.waits.end': 'deixa de esperar, ou tira da lista o que terminou',
    'help.copies': 'mostra as versões abertas neste computador e o que falta decidir',
    'opt.wait': 'espera o orçamento do Promob chegar e então entrega',
    'opt.if': 'só se nada mudou desde o --dry-run que deu este código',
    'cli.waits.act': 'O quê',
    'cli.waits.since': 'Desde',
    'cli.waits.none': 'Nada espera um orçamento.',
    'cli.copies.none': 'Nenhuma versão foi aberta neste computador.',
    'cli.make-current.token': 'Para confirmar exatamente isto: --if {code}',
  },
  en: {
    'acts.prepare': 'Prepare',
    'acts.negotiate': 'Negotiate',
    'acts.not-fresh.missing': 'The Promob budget is missing: none was exported from this project.',
    'acts.not-fresh.older-than-save':
      'The Promob budget is missing: the project was saved after the last budget was exported.',
    'acts.not-fresh.other-project':
      'The last budget that came from Promob is of another project. Export the one of this project.',
    'acts.wait.waiting': 'Waiting for the Promob budget',
    'acts.wait.handing-over': 'Handing over to FoccoLojas',
    'acts.wait.done': 'Handed over to FoccoLojas',
    'acts.wait.refused': 'FoccoLojas did not accept it',
    'error.listing-not-fresh.missing': 'The Promob budget is missing: none was exported from this project.',
    'error.listing-not-fresh.older-than-save':
      'The Promob budget is missing: the project was saved after the last budget was exported.',
    'error.listing-not-fresh.other-project':
      'The last budget that came from Promob is of another project. Export the one of this project.',
    'error.nothing-waits': 'This environment is not waiting for a budget.',
    'error.file-changed-meanwhile': 'Somebody saved meanwhile. Nothing was replaced.',
    'error.file-changed-meanwhile.do': 'Look again at what changed and decide once more.',
    'error.file-away': 'The file of the environment is not at its place. Nothing was replaced.',
    'error.file-away.do': 'Connect the folder or network it lies on and try again.',
    'error.file-in-use': 'The file of the environment is open in another program. Nothing was replaced.',
    'error.file-in-use.do': 'Close the project in Promob and try again.',
    'error.file-is-opened-version':
      'This file is the copy of a version that Elo opened. It cannot be the drawing of an environment.',
    'question.opened-version-saved':
      'Saved in an opened version: say whether it becomes the current drawing (current) or stays apart (apart)',
    'help.waits': 'hand-overs that wait for the Promob budget',
    'help.waits.list': 'shows what waits for a Promob budget',
    'help.waits.end': 'waits no longer, or takes off the list what has ended',
    'help.copies': 'shows the versions opened on this computer and what is to be decided',
    'opt.wait': 'waits until the Promob budget is there, then hands over',
    'opt.if': 'only if nothing changed since the --dry-run that gave this code',
    'cli.waits.act': 'What',
    'cli.waits.since': 'Since',
    'cli.waits.none': 'Nothing waits for a budget.',
    'cli.copies.none': 'No version was opened on this computer.',
    'cli.make-current.token': 'To confirm exactly this: --if {code}',
  },
  es: {
    'acts.prepare': 'Preparar',
    'acts.negotiate': 'Negociar',
    'acts.not-fresh.missing': 'Falta el presupuesto de Promob: no se exportó ninguno de este proyecto.',
    'acts.not-fresh.older-than-save':
      'Falta el presupuesto de Promob: el proyecto se guardó después del último presupuesto exportado.',
    'acts.not-fresh.other-project':
      'El último presupuesto que llegó de Promob es de otro proyecto. Exporte el de este proyecto.',
    'acts.wait.waiting': 'Esperando el presupuesto de Promob',
    'acts.wait.handing-over': 'Entregando a FoccoLojas',
    'acts.wait.done': 'Entregado a FoccoLojas',
    'acts.wait.refused': 'FoccoLojas no lo aceptó',
    'error.listing-not-fresh.missing':
      'Falta el presupuesto de Promob: no se exportó ninguno de este proyecto.',
    'error.listing-not-fresh.older-than-save':
      'Falta el presupuesto de Promob: el proyecto se guardó después del último presupuesto exportado.',
    'error.listing-not-fresh.other-project':
      'El último presupuesto que llegó de Promob es de otro proyecto. Exporte el de este proyecto.',
    'error.nothing-waits': 'Este ambiente no espera ningún presupuesto.',
    'error.file-changed-meanwhile': 'Alguien guardó mientras tanto. No se cambió nada.',
    'error.file-changed-meanwhile.do': 'Mire de nuevo lo que cambió y decida otra vez.',
    'error.file-away': 'El archivo del ambiente no está en su lugar. No se cambió nada.',
    'error.file-away.do': 'Conecte la carpeta o la red en la que está e intente de nuevo.',
    'error.file-in-use': 'El archivo del ambiente está abierto en otro programa. No se cambió nada.',
    'error.file-in-use.do': 'Cierre el proyecto en Promob e intente de nuevo.',
    'error.file-is-opened-version':
      'Este archivo es la copia de una versión abierta por Elo. No puede ser el dibujo de un ambiente.',
    'question.opened-version-saved':
      'Guardado en una versión abierta: falta decir si pasa a ser el dibujo actual (current) o queda aparte (apart)',
    'help.waits': 'entregas que esperan el presupuesto de Promob',
    'help.waits.list': 'muestra lo que espera un presupuesto de Promob',
    'help.waits.end': 'deja de esperar, o quita de la lista lo que terminó',
    'help.copies': 'muestra las versiones abiertas en este equipo y lo que falta decidir',
    'opt.wait': 'espera a que llegue el presupuesto de Promob y entonces entrega',
    'opt.if': 'solo si nada cambió desde el --dry-run que dio este código',
    'cli.waits.act': 'Qué',
    'cli.waits.since': 'Desde',
    'cli.waits.none': 'Nada espera un presupuesto.',
    'cli.copies.none': 'Ninguna versión se abrió en este equipo.',
    'cli.make-current.token': 'Para confirmar exactamente esto: --if {code}',
  },
});
