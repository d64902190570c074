import { defineTexts } from './defineTexts.ts';

/** What is wrong with the file of a profile, and what kinds of values its fields take. */
export const profileFaultTexts = defineTexts({
  'pt-BR': {
    'error.profile-invalid': 'O arquivo do diagnóstico tem um erro[ em {where}].',
    'error.profile-invalid.malformed': 'O arquivo do diagnóstico tem um erro[ em {where}].',
    'error.profile-invalid.do': 'Corrija o arquivo e tente de novo.',
    'error.profile-invalid.not-json':
      'O arquivo do diagnóstico não está no formato JSON: há um erro[ na linha {line}, coluna {column}].',
    'error.profile-invalid.not-utf8': 'O arquivo do diagnóstico não é um texto em UTF-8.',
    'error.profile-invalid.too-large':
      'O arquivo é grande demais para um diagnóstico[: o limite é {limit:bytes}].',
    'error.profile-invalid.missing':
      'No arquivo do diagnóstico falta[ {where}, que é] uma parte obrigatória.',
    'error.profile-invalid.unknown-key':
      'O arquivo do diagnóstico tem[ em {where}] um nome que não existe[: {name}].',
    'error.profile-invalid.wrong-type':
      'No arquivo do diagnóstico, o valor[ de {where}] não é do tipo certo[: o esperado é {jsonType}].',
    'error.profile-invalid.not-allowed':
      'No arquivo do diagnóstico, o valor[ de {where}] não é um dos possíveis[: {allowed}].',
    'error.profile-invalid.not-a-code':
      'No arquivo do diagnóstico, o valor[ de {where}] não serve como código: use letras minúsculas sem acento, números e hífens, começando por uma letra.',
    'error.profile-invalid.too-short':
      'No arquivo do diagnóstico, o valor[ de {where}] é curto demais ou está vazio[: o mínimo é {limit:number}].',
    'error.profile-invalid.too-long':
      'No arquivo do diagnóstico, o valor[ de {where}] é longo demais[: o máximo é {limit:number}].',
    'error.profile-invalid.duplicate':
      'No arquivo do diagnóstico, o mesmo nome aparece duas vezes[ em {where}][: {name}].',
    'error.profile-invalid.unknown-check':
      'O arquivo do diagnóstico cita[ em {where}] uma conferência que não está nele[: {name}].',
    'error.profile-invalid.unknown-kind':
      'O arquivo do diagnóstico pede[ em {where}] um tipo de conferência que o Elo não conhece[: {name}].',
    'error.profile-invalid.unknown-field':
      'O arquivo do diagnóstico cita[ em {where}] um campo que não está nele[: {name}].',
    'error.profile-invalid.unknown-step':
      'O arquivo do diagnóstico cita[ em {where}] um passo que não vem antes deste[: {name}].',
    'error.profile-invalid.circle':
      'No arquivo do diagnóstico, conferências esperam umas pelas outras em círculo[, em {where}][: {name}].',
    'error.profile-invalid.choices-missing':
      'No arquivo do diagnóstico, um campo de escolha[ ({where})] não diz o que se pode escolher.',
    'error.profile-invalid.choices-misplaced':
      'No arquivo do diagnóstico, um campo que não é de escolha[ ({where})] traz opções.',
    'error.profile-invalid.secret-default':
      'No arquivo do diagnóstico, um campo secreto[ ({where})] traz um valor padrão: senhas não ficam no arquivo.',
    'error.profile-invalid.default-not-a-choice':
      'No arquivo do diagnóstico, o valor padrão de um campo[ ({where})] não está entre as opções dele.',
    'error.profile-invalid.default-unfit':
      'No arquivo do diagnóstico, o valor padrão de um campo[ ({where})] não serve[: o campo pede {fieldType}].',
    'error.profile-invalid.secret-decides':
      'No arquivo do diagnóstico, uma conferência depende do valor de um campo secreto[, em {where}].',
    'error.profile-invalid.secret-not-alone':
      'No arquivo do diagnóstico, um campo secreto está misturado a outro texto[, em {where}]: ele precisa estar sozinho.',
    'error.profile-invalid.step-never-done':
      'No arquivo do diagnóstico, nada diz quando um passo[ ({where})] está feito.',
    'error.profile-invalid.id-taken':
      'O arquivo do diagnóstico usa o nome de um que já vem com o Elo[: {name}]. Dê outro nome em “id”.',
    'error.field-invalid': 'O valor de um campo não serve[: {field}].[ O campo pede {fieldType}.]',
    'field-type.host': 'endereço de um computador',
    'field-type.port': 'porta',
    'field-type.text': 'texto',
    'field-type.number': 'número',
    'field-type.path': 'caminho',
    'field-type.url': 'endereço de uma página (http ou https)',
    'field-type.choice': 'uma das opções',
    'field-type.secret': 'senha',
    'field-type.boolean': 'sim ou não',
    'json-type.string': 'um texto entre aspas',
    'json-type.number': 'um número',
    'json-type.boolean': 'true ou false',
    'json-type.array': 'uma lista entre colchetes',
    'json-type.object': 'um grupo entre chaves',
    'json-type.value': 'um texto, um número, true ou false',
  },
  en: {
    'error.profile-invalid': 'The file of the diagnosis has a mistake[ at {where}].',
    'error.profile-invalid.malformed': 'The file of the diagnosis has a mistake[ at {where}].',
    'error.profile-invalid.do': 'Correct the file and try again.',
    'error.profile-invalid.not-json':
      'The file of the diagnosis is not JSON: there is a mistake[ in line {line}, column {column}].',
    'error.profile-invalid.not-utf8': 'The file of the diagnosis is not a text in UTF-8.',
    'error.profile-invalid.too-large': 'The file is too large for a diagnosis[: the limit is {limit:bytes}].',
    'error.profile-invalid.missing':
      'In the file of the diagnosis[ {where}, which is] a needed part is missing.',
    'error.profile-invalid.unknown-key':
      'The file of the diagnosis has[ at {where}] a name that does not exist[: {name}].',
    'error.profile-invalid.wrong-type':
      'In the file of the diagnosis, the value[ of {where}] is of the wrong type[: expected is {jsonType}].',
    'error.profile-invalid.not-allowed':
      'In the file of the diagnosis, the value[ of {where}] is none of the possible ones[: {allowed}].',
    'error.profile-invalid.not-a-code':
      'In the file of the diagnosis, the value[ of {where}] is no code: use small letters, digits and hyphens, beginning with a letter.',
    'error.profile-invalid.too-short':
      'In the file of the diagnosis, the value[ of {where}] is too short or empty[: the least is {limit:number}].',
    'error.profile-invalid.too-long':
      'In the file of the diagnosis, the value[ of {where}] is too long[: the most is {limit:number}].',
    'error.profile-invalid.duplicate':
      'In the file of the diagnosis, the same name stands twice[ in {where}][: {name}].',
    'error.profile-invalid.unknown-check':
      'The file of the diagnosis names[ at {where}] a check that is not in it[: {name}].',
    'error.profile-invalid.unknown-kind':
      'The file of the diagnosis asks[ at {where}] for a kind of check Elo does not know[: {name}].',
    'error.profile-invalid.unknown-field':
      'The file of the diagnosis names[ at {where}] a field that is not in it[: {name}].',
    'error.profile-invalid.unknown-step':
      'The file of the diagnosis names[ at {where}] a step that does not come before this one[: {name}].',
    'error.profile-invalid.circle':
      'In the file of the diagnosis, checks wait for each other in a circle[, at {where}][: {name}].',
    'error.profile-invalid.choices-missing':
      'In the file of the diagnosis, a field of choice[ ({where})] does not say what can be chosen.',
    'error.profile-invalid.choices-misplaced':
      'In the file of the diagnosis, a field that is none of choice[ ({where})] has choices.',
    'error.profile-invalid.secret-default':
      'In the file of the diagnosis, a secret field[ ({where})] has a default: passwords do not stand in the file.',
    'error.profile-invalid.default-not-a-choice':
      'In the file of the diagnosis, the default of a field[ ({where})] is none of its choices.',
    'error.profile-invalid.default-unfit':
      'In the file of the diagnosis, the default of a field[ ({where})] does not fit[: the field takes {fieldType}].',
    'error.profile-invalid.secret-decides':
      'In the file of the diagnosis, a check depends on the value of a secret field[, at {where}].',
    'error.profile-invalid.secret-not-alone':
      'In the file of the diagnosis, a secret field is mixed with other text[, at {where}]: it must stand alone.',
    'error.profile-invalid.step-never-done':
      'In the file of the diagnosis, nothing says when a step[ ({where})] is done.',
    'error.profile-invalid.id-taken':
      'The file of the diagnosis uses the name of one that comes with Elo[: {name}]. Give another name at “id”.',
    'error.field-invalid': 'The value of a field does not fit[: {field}].[ The field takes {fieldType}.]',
    'field-type.host': 'address of a computer',
    'field-type.port': 'port',
    'field-type.text': 'text',
    'field-type.number': 'number',
    'field-type.path': 'path',
    'field-type.url': 'address of a page (http or https)',
    'field-type.choice': 'one of the choices',
    'field-type.secret': 'password',
    'field-type.boolean': 'yes or no',
    'json-type.string': 'a text in quotes',
    'json-type.number': 'a number',
    'json-type.boolean': 'true or false',
    'json-type.array': 'a list in square brackets',
    'json-type.object': 'a group in braces',
    'json-type.value': 'a text, a number, true or false',
  },
  es: {
    'error.profile-invalid': 'El archivo del diagnóstico tiene un error[ en {where}].',
    'error.profile-invalid.malformed': 'El archivo del diagnóstico tiene un error[ en {where}].',
    'error.profile-invalid.do': 'Corrija el archivo e intente de nuevo.',
    'error.profile-invalid.not-json':
      'El archivo del diagnóstico no está en formato JSON: hay un error[ en la línea {line}, columna {column}].',
    'error.profile-invalid.not-utf8': 'El archivo del diagnóstico no es un texto en UTF-8.',
    'error.profile-invalid.too-large':
      'El archivo es demasiado grande para un diagnóstico[: el límite es {limit:bytes}].',
    'error.profile-invalid.missing':
      'En el archivo del diagnóstico falta[ {where}, que es] una parte obligatoria.',
    'error.profile-invalid.unknown-key':
      'El archivo del diagnóstico tiene[ en {where}] un nombre que no existe[: {name}].',
    'error.profile-invalid.wrong-type':
      'En el archivo del diagnóstico, el valor[ de {where}] no es del tipo correcto[: se espera {jsonType}].',
    'error.profile-invalid.not-allowed':
      'En el archivo del diagnóstico, el valor[ de {where}] no es uno de los posibles[: {allowed}].',
    'error.profile-invalid.not-a-code':
      'En el archivo del diagnóstico, el valor[ de {where}] no sirve como código: use letras minúsculas sin acento, números y guiones, empezando por una letra.',
    'error.profile-invalid.too-short':
      'En el archivo del diagnóstico, el valor[ de {where}] es demasiado corto o está vacío[: el mínimo es {limit:number}].',
    'error.profile-invalid.too-long':
      'En el archivo del diagnóstico, el valor[ de {where}] es demasiado largo[: el máximo es {limit:number}].',
    'error.profile-invalid.duplicate':
      'En el archivo del diagnóstico, el mismo nombre aparece dos veces[ en {where}][: {name}].',
    'error.profile-invalid.unknown-check':
      'El archivo del diagnóstico nombra[ en {where}] una revisión que no está en él[: {name}].',
    'error.profile-invalid.unknown-kind':
      'El archivo del diagnóstico pide[ en {where}] un tipo de revisión que Elo no conoce[: {name}].',
    'error.profile-invalid.unknown-field':
      'El archivo del diagnóstico nombra[ en {where}] un campo que no está en él[: {name}].',
    'error.profile-invalid.unknown-step':
      'El archivo del diagnóstico nombra[ en {where}] un paso que no viene antes de este[: {name}].',
    'error.profile-invalid.circle':
      'En el archivo del diagnóstico, unas revisiones esperan a otras en círculo[, en {where}][: {name}].',
    'error.profile-invalid.choices-missing':
      'En el archivo del diagnóstico, un campo de elección[ ({where})] no dice qué se puede elegir.',
    'error.profile-invalid.choices-misplaced':
      'En el archivo del diagnóstico, un campo que no es de elección[ ({where})] trae opciones.',
    'error.profile-invalid.secret-default':
      'En el archivo del diagnóstico, un campo secreto[ ({where})] trae un valor por defecto: las contraseñas no van en el archivo.',
    'error.profile-invalid.default-not-a-choice':
      'En el archivo del diagnóstico, el valor por defecto de un campo[ ({where})] no está entre sus opciones.',
    'error.profile-invalid.default-unfit':
      'En el archivo del diagnóstico, el valor por defecto de un campo[ ({where})] no sirve[: el campo pide {fieldType}].',
    'error.profile-invalid.secret-decides':
      'En el archivo del diagnóstico, una revisión depende del valor de un campo secreto[, en {where}].',
    'error.profile-invalid.secret-not-alone':
      'En el archivo del diagnóstico, un campo secreto está mezclado con otro texto[, en {where}]: debe estar solo.',
    'error.profile-invalid.step-never-done':
      'En el archivo del diagnóstico, nada dice cuándo un paso[ ({where})] está hecho.',
    'error.profile-invalid.id-taken':
      'El archivo del diagnóstico usa el nombre de uno que ya viene con Elo[: {name}]. Ponga otro nombre en “id”.',
    'error.field-invalid': 'El valor de un campo no sirve[: {field}].[ El campo pide {fieldType}.]',
    'field-type.host': 'dirección de una computadora',
    'field-type.port': 'puerto',
    'field-type.text': 'texto',
    'field-type.number': 'número',
    'field-type.path': 'ruta',
    'field-type.url': 'dirección de una página (http o https)',
    'field-type.choice': 'una de las opciones',
    'field-type.secret': 'contraseña',
    'field-type.boolean': 'sí o no',
    'json-type.string': 'un texto entre comillas',
    'json-type.number': 'un número',
    'json-type.boolean': 'true o false',
    'json-type.array': 'una lista entre corchetes',
    'json-type.object': 'un grupo entre llaves',
    'json-type.value': 'un texto, un número, true o false',
  },
});
