import { defineTexts } from '../defineTexts.ts';

/** Steps that wait for a person. */
export const checklistConditionTexts = defineTexts({
  'pt-BR': {
    'condition.steps-open.title': 'Faltam passos para confirmar',
    'condition.steps-open.text': '[{open:number} de {count:number} passos ainda esperam alguém.]',
    'condition.steps-open.next': 'Veja a lista de passos: cada um diz quem faz e como confirmar.',
    'condition.movements-will-be-lost.title': 'As movimentações da loja serão perdidas',
    'condition.movements-will-be-lost.text':
      'Configurar a integração de produtos apaga as movimentações da loja no DMaster.[ Faltam {open:number} de {count:number} passos antes de poder configurar.] O Elo não configura nada.',
    'condition.movements-will-be-lost.next':
      'Siga os passos em ordem: entenda a perda, anote a cópia de segurança, encaminhe ao responsável e espere o retorno.',
  },
  en: {
    'condition.steps-open.title': 'Steps are still to be confirmed',
    'condition.steps-open.text': '[{open:number} of {count:number} steps still wait for somebody.]',
    'condition.steps-open.next': 'See the list of steps: each says who does it and how to confirm it.',
    'condition.movements-will-be-lost.title': 'The movements of the store will be lost',
    'condition.movements-will-be-lost.text':
      'Configuring the product integration wipes the movements of the store in DMaster.[ {open:number} of {count:number} steps are missing before it may be configured.] Elo configures nothing.',
    'condition.movements-will-be-lost.next':
      'Follow the steps in order: understand the loss, note the backup, hand it to the one responsible and wait for the return.',
  },
  es: {
    'condition.steps-open.title': 'Faltan pasos por confirmar',
    'condition.steps-open.text': '[{open:number} de {count:number} pasos todavía esperan a alguien.]',
    'condition.steps-open.next': 'Vea la lista de pasos: cada uno dice quién lo hace y cómo confirmarlo.',
    'condition.movements-will-be-lost.title': 'Los movimientos de la tienda se perderán',
    'condition.movements-will-be-lost.text':
      'Configurar la integración de productos borra los movimientos de la tienda en DMaster.[ Faltan {open:number} de {count:number} pasos antes de poder configurar.] Elo no configura nada.',
    'condition.movements-will-be-lost.next':
      'Siga los pasos en orden: entienda la pérdida, anote la copia de seguridad, derive al responsable y espere el regreso.',
  },
});
