import { defineTexts } from '../defineTexts.ts';

/** Services: certificates. */
export const serviceCertificateTexts = defineTexts({
  'pt-BR': {
    'condition.service-certificate-expired.title': 'O certificado do serviço venceu',
    'condition.service-certificate-expired.text':
      'O certificado de {host} não vale mais[ desde {validTo:day}]. Confira também se a data deste computador está certa.',
    'condition.service-certificate-expired.next': 'Envie o texto ao fornecedor do serviço.',
    'condition.service-certificate-expired.message':
      'Olá. O certificado de {host}:{port} venceu[ em {validTo:day}], teste de {testedAt:time}. Por favor renove.',
    'condition.service-certificate-not-yet-valid.title': 'O certificado ainda não vale',
    'condition.service-certificate-not-yet-valid.text':
      'O certificado de {host} só vale mais adiante[, a partir de {validFrom:day}]. Quase sempre é a data deste computador que está errada.',
    'condition.service-certificate-not-yet-valid.next':
      'Acerte data e hora deste computador e ligue o ajuste automático.',
    'condition.service-certificate-self-signed.title': 'O certificado foi feito pelo próprio servidor',
    'condition.service-certificate-self-signed.text': 'Ninguém conhecido garante que {host} é quem diz ser.',
    'condition.service-certificate-self-signed.next': 'Envie o texto ao fornecedor do serviço.',
    'condition.service-certificate-self-signed.message':
      'Olá. O certificado de {host}:{port} é autoassinado[ (emissor: {issuer})], teste de {testedAt:time}. A integração pode recusá-lo. Por favor instale um certificado de uma autoridade reconhecida.',
    'condition.service-certificate-untrusted.title': 'O certificado não é confiável',
    'condition.service-certificate-untrusted.text':
      'O certificado de {host}[, emitido por {issuer},] não leva a uma autoridade que este computador conhece. Pode faltar uma parte no servidor.',
    'condition.service-certificate-untrusted.next': 'Envie o texto ao fornecedor do serviço.',
    'condition.service-certificate-untrusted.message':
      'Olá. O certificado de {host}:{port}[, emitido por {issuer},] não é confiável[ ({code})][ ({system})], teste de {testedAt:time}. Por favor confira se o certificado intermediário está instalado.',
    'condition.service-certificate-wrong-name.title': 'O certificado é de outro nome',
    'condition.service-certificate-wrong-name.text':
      'O certificado que {host} mostra não foi feito para esse nome[, e sim para {subject}].',
    'condition.service-certificate-wrong-name.next':
      'Confira o endereço; se estiver certo, envie o texto ao fornecedor do serviço.',
    'condition.service-certificate-wrong-name.message':
      'Olá. O certificado em {host}:{port} não vale para esse nome[ (foi emitido para {subject})], teste de {testedAt:time}. Devemos usar outro endereço, ou o certificado será corrigido?',
    'condition.service-certificate-ends-soon.title': 'O certificado vence em breve',
    'condition.service-certificate-ends-soon.text': 'O certificado de {host} vale só até {validTo:day}.',
    'condition.service-certificate-ends-soon.next': 'Avise o fornecedor do serviço antes disso.',
    'condition.service-certificate-ends-soon.message':
      'Olá. O certificado de {host}:{port} vence em {validTo:day}. Por favor renove antes.',
    'condition.service-intercepted.title': 'Um programa abre a conexão protegida no caminho',
    'condition.service-intercepted.text':
      'Quem responde por {host} mostra um certificado de {interceptor}: um antivírus ou filtro da rede lê essa conexão.',
    'condition.service-intercepted.next': 'Envie o texto a quem cuida da rede.',
    'condition.service-intercepted.message':
      'Olá. A conexão com {host}:{port} é aberta no caminho por {interceptor}, teste de {testedAt:time}. Por favor crie uma exceção para esse endereço.',
    'condition.service-proxy-asks.title': 'O proxy da rede pede usuário',
    'condition.service-proxy-asks.text': 'O proxy desta rede não deixa o Elo passar sem usuário e senha.',
    'condition.service-proxy-asks.next': 'Envie o texto a quem cuida da rede.',
    'condition.service-proxy-asks.message':
      'Olá. O proxy da rede pede autenticação para chegar a {host}, porta {port}, teste de {testedAt:time}. Por favor libere esse endereço sem autenticação.',
  },
  en: {
    'condition.service-certificate-expired.title': 'The certificate of the service has expired',
    'condition.service-certificate-expired.text':
      'The certificate of {host} is no longer valid[ since {validTo:day}]. Check also that the date of this computer is right.',
    'condition.service-certificate-expired.next': 'Send the text to the vendor of the service.',
    'condition.service-certificate-expired.message':
      'Hello. The certificate of {host}:{port} expired[ on {validTo:day}], tested at {testedAt:time}. Please renew it.',
    'condition.service-certificate-not-yet-valid.title': 'The certificate is not valid yet',
    'condition.service-certificate-not-yet-valid.text':
      'The certificate of {host} is valid only later[, from {validFrom:day}]. Nearly always it is this computer’s date that is wrong.',
    'condition.service-certificate-not-yet-valid.next':
      'Set date and time of this computer and turn automatic time on.',
    'condition.service-certificate-self-signed.title': 'The server made its certificate itself',
    'condition.service-certificate-self-signed.text': 'Nobody known vouches that {host} is who it says.',
    'condition.service-certificate-self-signed.next': 'Send the text to the vendor of the service.',
    'condition.service-certificate-self-signed.message':
      'Hello. The certificate of {host}:{port} is self-signed[ (issuer: {issuer})], tested at {testedAt:time}. The integration may refuse it. Please install one of a known authority.',
    'condition.service-certificate-untrusted.title': 'The certificate is not trusted',
    'condition.service-certificate-untrusted.text':
      'The certificate of {host}[, issued by {issuer},] leads to no authority this computer knows. A part may be missing at the server.',
    'condition.service-certificate-untrusted.next': 'Send the text to the vendor of the service.',
    'condition.service-certificate-untrusted.message':
      'Hello. The certificate of {host}:{port}[, issued by {issuer},] is not trusted[ ({code})][ ({system})], tested at {testedAt:time}. Please check that the intermediate certificate is installed.',
    'condition.service-certificate-wrong-name.title': 'The certificate is for another name',
    'condition.service-certificate-wrong-name.text':
      'The certificate {host} shows was not made for that name[, but for {subject}].',
    'condition.service-certificate-wrong-name.next':
      'Check the address; if it is right, send the text to the vendor of the service.',
    'condition.service-certificate-wrong-name.message':
      'Hello. The certificate at {host}:{port} is not valid for that name[ (it was issued for {subject})], tested at {testedAt:time}. Should we use another address, or will the certificate be corrected?',
    'condition.service-certificate-ends-soon.title': 'The certificate ends soon',
    'condition.service-certificate-ends-soon.text':
      'The certificate of {host} is valid only until {validTo:day}.',
    'condition.service-certificate-ends-soon.next': 'Tell the vendor of the service before that.',
    'condition.service-certificate-ends-soon.message':
      'Hello. The certificate of {host}:{port} expires on {validTo:day}. Please renew it before.',
    'condition.service-intercepted.title': 'A program opens the protected connection on its way',
    'condition.service-intercepted.text':
      'Whoever answers for {host} shows a certificate of {interceptor}: an antivirus or network filter reads this connection.',
    'condition.service-intercepted.next': 'Send the text to whoever runs the network.',
    'condition.service-intercepted.message':
      'Hello. The connection with {host}:{port} is opened on its way by {interceptor}, tested at {testedAt:time}. Please make an exception for that address.',
    'condition.service-proxy-asks.title': 'The network’s proxy asks for a user',
    'condition.service-proxy-asks.text':
      'The proxy of this network does not let Elo through without user and password.',
    'condition.service-proxy-asks.next': 'Send the text to whoever runs the network.',
    'condition.service-proxy-asks.message':
      'Hello. The network’s proxy asks for authentication on the way to {host}, port {port}, tested at {testedAt:time}. Please allow that address without it.',
  },
  es: {
    'condition.service-certificate-expired.title': 'El certificado del servicio venció',
    'condition.service-certificate-expired.text':
      'El certificado de {host} ya no vale[ desde {validTo:day}]. Verifique también que la fecha de esta computadora sea correcta.',
    'condition.service-certificate-expired.next': 'Envíe el texto al proveedor del servicio.',
    'condition.service-certificate-expired.message':
      'Hola. El certificado de {host}:{port} venció[ el {validTo:day}], prueba de {testedAt:time}. Por favor renuévelo.',
    'condition.service-certificate-not-yet-valid.title': 'El certificado aún no vale',
    'condition.service-certificate-not-yet-valid.text':
      'El certificado de {host} vale solo más adelante[, desde {validFrom:day}]. Casi siempre es la fecha de esta computadora la que está mal.',
    'condition.service-certificate-not-yet-valid.next':
      'Ajuste fecha y hora de esta computadora y active el ajuste automático.',
    'condition.service-certificate-self-signed.title': 'El certificado fue hecho por el propio servidor',
    'condition.service-certificate-self-signed.text':
      'Nadie conocido garantiza que {host} es quien dice ser.',
    'condition.service-certificate-self-signed.next': 'Envíe el texto al proveedor del servicio.',
    'condition.service-certificate-self-signed.message':
      'Hola. El certificado de {host}:{port} es autofirmado[ (emisor: {issuer})], prueba de {testedAt:time}. La integración puede rechazarlo. Por favor instale uno de una autoridad reconocida.',
    'condition.service-certificate-untrusted.title': 'El certificado no es confiable',
    'condition.service-certificate-untrusted.text':
      'El certificado de {host}[, emitido por {issuer},] no lleva a una autoridad que esta computadora conoce. Puede faltar una parte en el servidor.',
    'condition.service-certificate-untrusted.next': 'Envíe el texto al proveedor del servicio.',
    'condition.service-certificate-untrusted.message':
      'Hola. El certificado de {host}:{port}[, emitido por {issuer},] no es confiable[ ({code})][ ({system})], prueba de {testedAt:time}. Por favor verifique que el certificado intermedio esté instalado.',
    'condition.service-certificate-wrong-name.title': 'El certificado es de otro nombre',
    'condition.service-certificate-wrong-name.text':
      'El certificado que muestra {host} no fue hecho para ese nombre[, sino para {subject}].',
    'condition.service-certificate-wrong-name.next':
      'Confirme la dirección; si es correcta, envíe el texto al proveedor del servicio.',
    'condition.service-certificate-wrong-name.message':
      'Hola. El certificado en {host}:{port} no vale para ese nombre[ (fue emitido para {subject})], prueba de {testedAt:time}. ¿Debemos usar otra dirección, o se corregirá el certificado?',
    'condition.service-certificate-ends-soon.title': 'El certificado vence pronto',
    'condition.service-certificate-ends-soon.text': 'El certificado de {host} vale solo hasta {validTo:day}.',
    'condition.service-certificate-ends-soon.next': 'Avise al proveedor del servicio antes de eso.',
    'condition.service-certificate-ends-soon.message':
      'Hola. El certificado de {host}:{port} vence el {validTo:day}. Por favor renuévelo antes.',
    'condition.service-intercepted.title': 'Un programa abre la conexión protegida en el camino',
    'condition.service-intercepted.text':
      'Quien responde por {host} muestra un certificado de {interceptor}: un antivirus o filtro de la red lee esa conexión.',
    'condition.service-intercepted.next': 'Envíe el texto a quien administra la red.',
    'condition.service-intercepted.message':
      'Hola. La conexión con {host}:{port} es abierta en el camino por {interceptor}, prueba de {testedAt:time}. Por favor cree una excepción para esa dirección.',
    'condition.service-proxy-asks.title': 'El proxy de la red pide usuario',
    'condition.service-proxy-asks.text': 'El proxy de esta red no deja pasar a Elo sin usuario y contraseña.',
    'condition.service-proxy-asks.next': 'Envíe el texto a quien administra la red.',
    'condition.service-proxy-asks.message':
      'Hola. El proxy de la red pide autenticación para llegar a {host}, puerto {port}, prueba de {testedAt:time}. Por favor permita esa dirección sin autenticación.',
  },
});
