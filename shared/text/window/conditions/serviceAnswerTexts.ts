import { defineTexts } from '../defineTexts.ts';

/** Services: what they answered. */
export const serviceAnswerTexts = defineTexts({
  'pt-BR': {
    'condition.service-redirects.title': 'O serviço manda para outro endereço',
    'condition.service-redirects.text':
      '{host} respondeu que o serviço fica em outro lugar. Senhas não são levadas para lá.',
    'condition.service-redirects.next': 'Confira o endereço com o consultor.',
    'condition.service-redirects.message':
      'Olá. {host}:{port}[{path}] redireciona para outro endereço, teste de {testedAt:time}. Qual é o endereço final?',
    'condition.service-key-refused.title': 'A chave de acesso não foi aceita',
    'condition.service-key-refused.text':
      '{host} não reconhece a chave. Ela foi digitada errada, foi trocada, ou o usuário dela foi desativado.',
    'condition.service-key-refused.next': 'Gere a chave de novo no sistema e informe-a aqui.',
    'condition.service-key-refused.message':
      'Olá. {host}:{port} não aceita a nossa chave (401), teste de {testedAt:time}. Por favor confira se ela está ativa, ou envie outra.',
    'condition.service-forbidden.title': 'A chave não tem permissão',
    'condition.service-forbidden.text':
      '{host} reconhece quem pede, mas não permite essa consulta (403). Falta acesso aos projetos, ou o endereço desta loja não está liberado.',
    'condition.service-forbidden.next': 'Envie o texto ao consultor.',
    'condition.service-forbidden.message':
      'Olá. {host}:{port} respondeu 403 à nossa consulta, teste de {testedAt:time}. Por favor dê ao usuário da chave acesso aos projetos, e confira a lista de endereços liberados.',
    'condition.service-path-unknown.title': 'O serviço não existe nesse caminho',
    'condition.service-path-unknown.text': '{host} responde, mas não conhece {path} (404).',
    'condition.service-path-unknown.next': 'Confira o caminho com o consultor.',
    'condition.service-path-unknown.message':
      'Olá. {host}:{port} responde 404 para {path}, teste de {testedAt:time}. Qual é o caminho certo do serviço?',
    'condition.service-busy.title': 'O serviço pede para esperar',
    'condition.service-busy.text': '{host} recebe pedidos demais e pede para tentar depois.',
    'condition.service-busy.next': 'Espere alguns minutos; o Elo confere de novo sozinho.',
    'condition.service-broken.title': 'O serviço está com erro',
    'condition.service-broken.text': '{host} respondeu com um erro do próprio servidor ({httpStatus}).',
    'condition.service-broken.next': 'Envie o texto ao fornecedor do serviço.',
    'condition.service-broken.message':
      'Olá. {host}:{port}[{path}] responde com erro {httpStatus}, teste de {testedAt:time}. Por favor verifique o servidor.',
    'condition.service-answer-strange.title': 'A resposta não é a desse serviço',
    'condition.service-answer-strange.text':
      '{host} respondeu, mas não como esse serviço responde. Pode ser o endereço errado, ou uma página no meio do caminho.',
    'condition.service-answer-strange.next': 'Confira endereço, porta e caminho com o consultor.',
    'condition.service-answer-strange.message':
      'Olá. {host}:{port}[{path}] responde[ ({httpStatus})], mas não no formato esperado, teste de {testedAt:time}. O endereço está certo?',
    'condition.service-not-wsdl.title': 'Não há a descrição de um web service',
    'condition.service-not-wsdl.text':
      '{host} respondeu em {path}, mas não com a descrição de um web service (WSDL).',
    'condition.service-not-wsdl.next': 'Confira o caminho; ele costuma terminar em ?wsdl.',
    'condition.service-not-wsdl.message':
      'Olá. Em {host}:{port}{path} não há um WSDL, teste de {testedAt:time}. Qual é o endereço da descrição do serviço?',
    'condition.service-without-operations.title': 'O web service não tem operações',
    'condition.service-without-operations.text': 'A descrição em {host} está lá, mas sem nenhuma operação.',
    'condition.service-without-operations.next': 'Envie o texto ao consultor.',
    'condition.service-without-operations.message':
      'Olá. O WSDL em {host}:{port}{path} não tem operações, teste de {testedAt:time}. O serviço foi publicado por inteiro?',
    'condition.service-operation-missing.title': 'Falta uma operação no web service',
    'condition.service-operation-missing.text': 'O serviço em {host} não tem: {absent}.',
    'condition.service-operation-missing.next': 'Envie o texto ao consultor.',
    'condition.service-operation-missing.message':
      'Olá. No WSDL em {host}:{port}{path} falta a operação {absent}, teste de {testedAt:time}. A versão do serviço é a certa?',
    'condition.service-login-refused.title': 'O web service não aceitou usuário ou senha',
    'condition.service-login-refused.text':
      'O serviço em {host} recusou o usuário {user}. Ou a senha está errada, ou falta permissão para esse serviço.',
    'condition.service-login-refused.next': 'Envie o texto ao consultor.',
    'condition.service-login-refused.message':
      'Olá. O web service {host}:{port}{path} recusou o usuário {user} na operação {operation}[ ({faultCode})], teste de {testedAt:time}. Por favor confira senha e permissões dele (F099UCA).',
    'condition.service-fault.title': 'O web service respondeu com uma falha',
    'condition.service-fault.text':
      'O serviço em {host} entendeu a chamada {operation}, mas respondeu com uma falha. Não parece ser a senha.',
    'condition.service-fault.next': 'Envie o texto ao consultor.',
    'condition.service-fault.message':
      'Olá. A operação {operation} em {host}:{port}{path} respondeu com uma falha SOAP[ ({faultCode})], teste de {testedAt:time}. Essa operação pode ser chamada sem parâmetros?',
    'condition.service-login-not-encrypted.title': 'A senha ou chave vai sem proteção',
    'condition.service-login-not-encrypted.text':
      'O serviço em {host} funciona, mas por http: quem estiver no caminho pode ler a senha ou a chave.',
    'condition.service-login-not-encrypted.next':
      'Pela internet, peça o endereço https. Dentro de uma VPN isso pode ser aceitável.',
    'condition.service-login-not-encrypted.message':
      'Olá. {host}:{port} atende só por http, e a senha ou chave passa sem criptografia, teste de {testedAt:time}. Há um endereço https?',
  },
  en: {
    'condition.service-redirects.title': 'The service sends on to another address',
    'condition.service-redirects.text':
      '{host} said that the service is elsewhere. Passwords are not carried there.',
    'condition.service-redirects.next': 'Check the address with the consultant.',
    'condition.service-redirects.message':
      'Hello. {host}:{port}[{path}] redirects to another address, tested at {testedAt:time}. Which is the final address?',
    'condition.service-key-refused.title': 'The key was not accepted',
    'condition.service-key-refused.text':
      '{host} does not know the key. It was mistyped, replaced, or its user was switched off.',
    'condition.service-key-refused.next': 'Make the key again in the system and give it here.',
    'condition.service-key-refused.message':
      'Hello. {host}:{port} does not accept our key (401), tested at {testedAt:time}. Please check that it is active, or send another.',
    'condition.service-forbidden.title': 'The key has no permission',
    'condition.service-forbidden.text':
      '{host} knows who asks, but does not allow this query (403). Access to the projects is missing, or this store’s address is not admitted.',
    'condition.service-forbidden.next': 'Send the text to the consultant.',
    'condition.service-forbidden.message':
      'Hello. {host}:{port} answered 403 to our query, tested at {testedAt:time}. Please give the key’s user access to the projects, and check the list of admitted addresses.',
    'condition.service-path-unknown.title': 'There is no service at that path',
    'condition.service-path-unknown.text': '{host} answers, but does not know {path} (404).',
    'condition.service-path-unknown.next': 'Check the path with the consultant.',
    'condition.service-path-unknown.message':
      'Hello. {host}:{port} answers 404 to {path}, tested at {testedAt:time}. Which is the right path of the service?',
    'condition.service-busy.title': 'The service asks to wait',
    'condition.service-busy.text': '{host} gets too many requests and asks to try later.',
    'condition.service-busy.next': 'Wait some minutes; Elo looks again by itself.',
    'condition.service-broken.title': 'The service has an error',
    'condition.service-broken.text': '{host} answered with an error of its own server ({httpStatus}).',
    'condition.service-broken.next': 'Send the text to the vendor of the service.',
    'condition.service-broken.message':
      'Hello. {host}:{port}[{path}] answers with error {httpStatus}, tested at {testedAt:time}. Please look at the server.',
    'condition.service-answer-strange.title': 'The answer is not that service’s',
    'condition.service-answer-strange.text':
      '{host} answered, but not as this service does. The address may be wrong, or a page stands on the way.',
    'condition.service-answer-strange.next': 'Check address, port and path with the consultant.',
    'condition.service-answer-strange.message':
      'Hello. {host}:{port}[{path}] answers[ ({httpStatus})], but not in the expected form, tested at {testedAt:time}. Is the address right?',
    'condition.service-not-wsdl.title': 'There is no description of a web service',
    'condition.service-not-wsdl.text':
      '{host} answered at {path}, but not with the description of a web service (WSDL).',
    'condition.service-not-wsdl.next': 'Check the path; it usually ends in ?wsdl.',
    'condition.service-not-wsdl.message':
      'Hello. At {host}:{port}{path} there is no WSDL, tested at {testedAt:time}. Which is the address of the service’s description?',
    'condition.service-without-operations.title': 'The web service has no operations',
    'condition.service-without-operations.text':
      'The description at {host} is there, but without any operation.',
    'condition.service-without-operations.next': 'Send the text to the consultant.',
    'condition.service-without-operations.message':
      'Hello. The WSDL at {host}:{port}{path} has no operations, tested at {testedAt:time}. Was the service published completely?',
    'condition.service-operation-missing.title': 'An operation is missing in the web service',
    'condition.service-operation-missing.text': 'The service at {host} does not have: {absent}.',
    'condition.service-operation-missing.next': 'Send the text to the consultant.',
    'condition.service-operation-missing.message':
      'Hello. The WSDL at {host}:{port}{path} lacks the operation {absent}, tested at {testedAt:time}. Is it the right version of the service?',
    'condition.service-login-refused.title': 'The web service did not take user or password',
    'condition.service-login-refused.text':
      'The service at {host} refused user {user}. Either the password is wrong, or the right to this service is missing.',
    'condition.service-login-refused.next': 'Send the text to the consultant.',
    'condition.service-login-refused.message':
      'Hello. The web service {host}:{port}{path} refused user {user} in operation {operation}[ ({faultCode})], tested at {testedAt:time}. Please check its password and rights (F099UCA).',
    'condition.service-fault.title': 'The web service answered with a fault',
    'condition.service-fault.text':
      'The service at {host} understood the call {operation}, but answered with a fault. It does not look like the password.',
    'condition.service-fault.next': 'Send the text to the consultant.',
    'condition.service-fault.message':
      'Hello. Operation {operation} at {host}:{port}{path} answered with a SOAP fault[ ({faultCode})], tested at {testedAt:time}. Can it be called without parameters?',
    'condition.service-login-not-encrypted.title': 'Password or key goes unprotected',
    'condition.service-login-not-encrypted.text':
      'The service at {host} works, but over http: whoever is on the way can read the password or key.',
    'condition.service-login-not-encrypted.next':
      'Over the internet, ask for the https address. Inside a VPN it may do.',
    'condition.service-login-not-encrypted.message':
      'Hello. {host}:{port} serves http only, and the password or key goes unencrypted, tested at {testedAt:time}. Is there an https address?',
  },
  es: {
    'condition.service-redirects.title': 'El servicio envía a otra dirección',
    'condition.service-redirects.text':
      '{host} respondió que el servicio está en otro lugar. Las contraseñas no se llevan allí.',
    'condition.service-redirects.next': 'Confirme la dirección con el consultor.',
    'condition.service-redirects.message':
      'Hola. {host}:{port}[{path}] redirige a otra dirección, prueba de {testedAt:time}. ¿Cuál es la dirección final?',
    'condition.service-key-refused.title': 'La clave de acceso no fue aceptada',
    'condition.service-key-refused.text':
      '{host} no reconoce la clave. Fue mal escrita, fue cambiada, o su usuario fue desactivado.',
    'condition.service-key-refused.next': 'Genere la clave de nuevo en el sistema e indíquela aquí.',
    'condition.service-key-refused.message':
      'Hola. {host}:{port} no acepta nuestra clave (401), prueba de {testedAt:time}. Por favor verifique que esté activa, o envíe otra.',
    'condition.service-forbidden.title': 'La clave no tiene permiso',
    'condition.service-forbidden.text':
      '{host} reconoce a quien pide, pero no permite esa consulta (403). Falta acceso a los proyectos, o la dirección de esta tienda no está permitida.',
    'condition.service-forbidden.next': 'Envíe el texto al consultor.',
    'condition.service-forbidden.message':
      'Hola. {host}:{port} respondió 403 a nuestra consulta, prueba de {testedAt:time}. Por favor dé al usuario de la clave acceso a los proyectos, y revise la lista de direcciones permitidas.',
    'condition.service-path-unknown.title': 'El servicio no existe en esa ruta',
    'condition.service-path-unknown.text': '{host} responde, pero no conoce {path} (404).',
    'condition.service-path-unknown.next': 'Confirme la ruta con el consultor.',
    'condition.service-path-unknown.message':
      'Hola. {host}:{port} responde 404 para {path}, prueba de {testedAt:time}. ¿Cuál es la ruta correcta del servicio?',
    'condition.service-busy.title': 'El servicio pide esperar',
    'condition.service-busy.text': '{host} recibe demasiados pedidos y pide intentar después.',
    'condition.service-busy.next': 'Espere unos minutos; Elo revisa de nuevo solo.',
    'condition.service-broken.title': 'El servicio tiene un error',
    'condition.service-broken.text': '{host} respondió con un error del propio servidor ({httpStatus}).',
    'condition.service-broken.next': 'Envíe el texto al proveedor del servicio.',
    'condition.service-broken.message':
      'Hola. {host}:{port}[{path}] responde con error {httpStatus}, prueba de {testedAt:time}. Por favor revise el servidor.',
    'condition.service-answer-strange.title': 'La respuesta no es la de ese servicio',
    'condition.service-answer-strange.text':
      '{host} respondió, pero no como responde ese servicio. La dirección puede estar mal, o hay una página en el camino.',
    'condition.service-answer-strange.next': 'Confirme dirección, puerto y ruta con el consultor.',
    'condition.service-answer-strange.message':
      'Hola. {host}:{port}[{path}] responde[ ({httpStatus})], pero no en el formato esperado, prueba de {testedAt:time}. ¿La dirección es correcta?',
    'condition.service-not-wsdl.title': 'No hay la descripción de un web service',
    'condition.service-not-wsdl.text':
      '{host} respondió en {path}, pero no con la descripción de un web service (WSDL).',
    'condition.service-not-wsdl.next': 'Confirme la ruta; suele terminar en ?wsdl.',
    'condition.service-not-wsdl.message':
      'Hola. En {host}:{port}{path} no hay un WSDL, prueba de {testedAt:time}. ¿Cuál es la dirección de la descripción del servicio?',
    'condition.service-without-operations.title': 'El web service no tiene operaciones',
    'condition.service-without-operations.text': 'La descripción en {host} está, pero sin ninguna operación.',
    'condition.service-without-operations.next': 'Envíe el texto al consultor.',
    'condition.service-without-operations.message':
      'Hola. El WSDL en {host}:{port}{path} no tiene operaciones, prueba de {testedAt:time}. ¿El servicio fue publicado por completo?',
    'condition.service-operation-missing.title': 'Falta una operación en el web service',
    'condition.service-operation-missing.text': 'El servicio en {host} no tiene: {absent}.',
    'condition.service-operation-missing.next': 'Envíe el texto al consultor.',
    'condition.service-operation-missing.message':
      'Hola. En el WSDL en {host}:{port}{path} falta la operación {absent}, prueba de {testedAt:time}. ¿Es la versión correcta del servicio?',
    'condition.service-login-refused.title': 'El web service no aceptó usuario o contraseña',
    'condition.service-login-refused.text':
      'El servicio en {host} rechazó al usuario {user}. O la contraseña es incorrecta, o falta permiso para ese servicio.',
    'condition.service-login-refused.next': 'Envíe el texto al consultor.',
    'condition.service-login-refused.message':
      'Hola. El web service {host}:{port}{path} rechazó al usuario {user} en la operación {operation}[ ({faultCode})], prueba de {testedAt:time}. Por favor revise su contraseña y permisos (F099UCA).',
    'condition.service-fault.title': 'El web service respondió con una falla',
    'condition.service-fault.text':
      'El servicio en {host} entendió la llamada {operation}, pero respondió con una falla. No parece ser la contraseña.',
    'condition.service-fault.next': 'Envíe el texto al consultor.',
    'condition.service-fault.message':
      'Hola. La operación {operation} en {host}:{port}{path} respondió con una falla SOAP[ ({faultCode})], prueba de {testedAt:time}. ¿Se puede llamar sin parámetros?',
    'condition.service-login-not-encrypted.title': 'La contraseña o clave va sin protección',
    'condition.service-login-not-encrypted.text':
      'El servicio en {host} funciona, pero por http: quien esté en el camino puede leer la contraseña o la clave.',
    'condition.service-login-not-encrypted.next':
      'Por internet, pida la dirección https. Dentro de una VPN puede ser aceptable.',
    'condition.service-login-not-encrypted.message':
      'Hola. {host}:{port} atiende solo por http, y la contraseña o clave pasa sin cifrado, prueba de {testedAt:time}. ¿Hay una dirección https?',
  },
});
