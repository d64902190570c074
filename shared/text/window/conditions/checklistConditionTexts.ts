import { defineTexts } from '../defineTexts.ts';

/** Steps that wait for a person. */
export const checklistConditionTexts = defineTexts({
  'pt-BR': {
    'condition.steps-open.title': 'Faltam passos para confirmar',
    'condition.steps-open.text': '[{open:number} de {count:number} passos ainda esperam alguém.]',
    'condition.steps-open.next': 'Veja a lista de passos: cada um diz quem faz e como confirmar.',
  },
  en: {
    'condition.steps-open.title': 'Steps are still to be confirmed',
    'condition.steps-open.text': '[{open:number} of {count:number} steps still wait for somebody.]',
    'condition.steps-open.next': 'See the list of steps: each says who does it and how to confirm it.',
  },
  es: {
    'condition.steps-open.title': 'Faltan pasos por confirmar',
    'condition.steps-open.text': '[{open:number} de {count:number} pasos todavía esperan a alguien.]',
    'condition.steps-open.next': 'Vea la lista de pasos: cada uno dice quién lo hace y cómo confirmarlo.',
  },
});
