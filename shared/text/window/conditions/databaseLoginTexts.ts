import { defineTexts } from '../defineTexts.ts';

/** Databases: signing in. */
export const databaseLoginTexts = defineTexts({
  'pt-BR': {
    'condition.database-encryption-missing.title': 'O banco de dados não oferece conexão protegida',
    'condition.database-encryption-missing.text':
      'Você pediu que a senha só saia daqui protegida, e {host} não oferece isso. A senha não foi enviada.',
    'condition.database-encryption-missing.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-encryption-missing.message':
      'Olá. O {product} em {host}:{port} não oferece conexão criptografada (TLS), teste de {testedAt:time}. Por favor ative o TLS no servidor, ou confirme que a conexão passa por uma VPN.',
    'condition.database-encryption-required.title': 'O banco de dados exige conexão protegida',
    'condition.database-encryption-required.text':
      'O {product} em {host} só aceita conexão protegida para este usuário, mas não a oferece corretamente.',
    'condition.database-encryption-required.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-encryption-required.message':
      'Olá. O {product} em {host}:{port} exige conexão criptografada ({serverCode}, teste de {testedAt:time}), mas o servidor não a oferece de forma que possamos usar. Por favor ative o TLS no servidor ou ajuste a regra de acesso.',
    'condition.database-encryption-failed.title': 'A conexão protegida com o banco falhou',
    'condition.database-encryption-failed.text':
      '{host} oferece conexão protegida, mas ela não se completa[ ({serverCode})]. A senha não foi enviada.',
    'condition.database-encryption-failed.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-encryption-failed.message':
      'Olá. A negociação TLS com o {product} em {host}:{port} falha[ ({serverCode})], teste de {testedAt:time}. Por favor confira o certificado e a configuração de TLS do servidor.',
    'condition.database-certificate-required.title': 'O banco de dados exige um certificado',
    'condition.database-certificate-required.text':
      'O {product} em {host} só deixa este usuário entrar com um certificado próprio, além da senha.',
    'condition.database-certificate-required.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-certificate-required.message':
      'Olá. O {product} em {host}:{port} exige certificado de cliente[ para o usuário {user}] ({serverCode}, teste de {testedAt:time}). A integração entra com usuário e senha: por favor libere esse modo para esse usuário.',
    'condition.database-login-refused.title': 'Usuário ou senha não conferem',
    'condition.database-login-refused.text':
      'O {product} em {host} não aceitou o usuário {user}. Por segurança ele não diz se o errado é o usuário ou a senha; em alguns bancos também recusa assim quem vem de outro endereço.',
    'condition.database-login-refused.next':
      'Digite de novo, com atenção a maiúsculas. Se continuar, envie o texto a quem criou o usuário.',
    'condition.database-login-refused.message':
      'Olá. O {product} em {host}:{port} recusou o usuário {user} ({serverCode}, teste de {testedAt:time}). Por favor confira se o usuário existe, se pode entrar a partir do nosso endereço[ público {publicAddress}], e defina a senha de novo.',
    'condition.database-user-unknown.title': 'O usuário não existe no banco de dados',
    'condition.database-user-unknown.text': 'O {product} em {host} não conhece o usuário {user}.',
    'condition.database-user-unknown.next': 'Confira o nome do usuário com quem cuida do banco de dados.',
    'condition.database-user-unknown.message':
      'Olá. O usuário {user} não existe no {product} em {host}:{port} ({serverCode}, teste de {testedAt:time}). Por favor crie-o somente para leitura[ no banco {database}] e nos envie o nome exato.',
    'condition.database-user-locked.title': 'O usuário está bloqueado no banco de dados',
    'condition.database-user-locked.text': 'O {product} em {host} bloqueou o usuário {user}.',
    'condition.database-user-locked.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-user-locked.message':
      'Olá. O usuário {user} está bloqueado no {product} em {host}:{port} ({serverCode}, teste de {testedAt:time}). Por favor desbloqueie e veja se algum programa usa uma senha antiga.',
    'condition.database-password-expired.title': 'A senha do usuário venceu',
    'condition.database-password-expired.text':
      'O {product} em {host} pede uma senha nova para o usuário {user}.',
    'condition.database-password-expired.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-password-expired.message':
      'Olá. A senha do usuário {user} venceu no {product} em {host}:{port} ({serverCode}, teste de {testedAt:time}). Por favor defina uma nova, de preferência sem vencimento, por ser de uma integração.',
    'condition.database-login-unsupported.title': 'O banco de dados pede outro modo de entrada',
    'condition.database-login-unsupported.text':
      'O {product} em {host} não aceita entrar com usuário e senha do modo comum[ ({serverCode})].',
    'condition.database-login-unsupported.next': 'Envie o texto a quem cuida do banco de dados.',
    'condition.database-login-unsupported.message':
      'Olá. O usuário {user} do {product} em {host}:{port} usa um modo de autenticação que não é usuário e senha comuns[ ({serverCode})], teste de {testedAt:time}. Por favor mude para a autenticação por senha padrão.',
    'condition.database-too-old.title': 'O banco de dados é antigo demais para o teste',
    'condition.database-too-old.text':
      '{host} usa uma versão do {product}, ou da conexão protegida, que programas de hoje não aceitam mais[ ({serverCode})].',
    'condition.database-too-old.next': 'Envie o texto ao fornecedor do sistema.',
    'condition.database-too-old.message':
      'Olá. O {product} em {host}:{port} é antigo demais para uma conexão atual[ ({serverCode})], teste de {testedAt:time}. A integração consegue usar essa versão? Há atualização prevista?',
  },
  en: {
    'condition.database-encryption-missing.title': 'The database offers no protected connection',
    'condition.database-encryption-missing.text':
      'You asked that the password leave here protected only, and {host} does not offer that. The password was not sent.',
    'condition.database-encryption-missing.next': 'Send the text to whoever runs the database.',
    'condition.database-encryption-missing.message':
      'Hello. {product} at {host}:{port} offers no encrypted connection (TLS), tested at {testedAt:time}. Please turn TLS on at the server, or confirm that the connection goes through a VPN.',
    'condition.database-encryption-required.title': 'The database demands a protected connection',
    'condition.database-encryption-required.text':
      '{product} at {host} takes only protected connections for this user, but does not offer them properly.',
    'condition.database-encryption-required.next': 'Send the text to whoever runs the database.',
    'condition.database-encryption-required.message':
      'Hello. {product} at {host}:{port} demands an encrypted connection ({serverCode}, tested at {testedAt:time}), but the server does not offer one we can use. Please turn TLS on at the server or change the access rule.',
    'condition.database-encryption-failed.title': 'The protected connection to the database failed',
    'condition.database-encryption-failed.text':
      '{host} offers a protected connection, but it does not come about[ ({serverCode})]. The password was not sent.',
    'condition.database-encryption-failed.next': 'Send the text to whoever runs the database.',
    'condition.database-encryption-failed.message':
      'Hello. The TLS handshake with {product} at {host}:{port} fails[ ({serverCode})], tested at {testedAt:time}. Please check the certificate and the TLS settings of the server.',
    'condition.database-certificate-required.title': 'The database demands a certificate',
    'condition.database-certificate-required.text':
      '{product} at {host} lets this user in only with a certificate of its own besides the password.',
    'condition.database-certificate-required.next': 'Send the text to whoever runs the database.',
    'condition.database-certificate-required.message':
      'Hello. {product} at {host}:{port} demands a client certificate[ for user {user}] ({serverCode}, tested at {testedAt:time}). The integration signs in with user and password: please allow that for this user.',
    'condition.database-login-refused.title': 'User or password do not match',
    'condition.database-login-refused.text':
      '{product} at {host} did not take user {user}. For safety it does not say whether user or password is wrong; some databases refuse those from another address in the same words.',
    'condition.database-login-refused.next':
      'Type it again, minding capitals. If it stays so, send the text to whoever made the user.',
    'condition.database-login-refused.message':
      'Hello. {product} at {host}:{port} refused user {user} ({serverCode}, tested at {testedAt:time}). Please check that the user exists, that it may come from our address[, public {publicAddress}], and set the password again.',
    'condition.database-user-unknown.title': 'The user does not exist in the database',
    'condition.database-user-unknown.text': '{product} at {host} does not know user {user}.',
    'condition.database-user-unknown.next': 'Check the user’s name with whoever runs the database.',
    'condition.database-user-unknown.message':
      'Hello. User {user} does not exist in {product} at {host}:{port} ({serverCode}, tested at {testedAt:time}). Please create it for reading only[ on database {database}] and send us its exact name.',
    'condition.database-user-locked.title': 'The user is locked in the database',
    'condition.database-user-locked.text': '{product} at {host} locked user {user}.',
    'condition.database-user-locked.next': 'Send the text to whoever runs the database.',
    'condition.database-user-locked.message':
      'Hello. User {user} is locked in {product} at {host}:{port} ({serverCode}, tested at {testedAt:time}). Please unlock it and see whether some program uses an old password.',
    'condition.database-password-expired.title': 'The user’s password has expired',
    'condition.database-password-expired.text':
      '{product} at {host} asks for a new password for user {user}.',
    'condition.database-password-expired.next': 'Send the text to whoever runs the database.',
    'condition.database-password-expired.message':
      'Hello. The password of user {user} has expired in {product} at {host}:{port} ({serverCode}, tested at {testedAt:time}). Please set a new one, if possible without expiry, since an integration uses it.',
    'condition.database-login-unsupported.title': 'The database wants another way to sign in',
    'condition.database-login-unsupported.text':
      '{product} at {host} does not take user and password in the usual way[ ({serverCode})].',
    'condition.database-login-unsupported.next': 'Send the text to whoever runs the database.',
    'condition.database-login-unsupported.message':
      'Hello. User {user} of {product} at {host}:{port} uses an authentication that is not plain user and password[ ({serverCode})], tested at {testedAt:time}. Please change it to the standard password authentication.',
    'condition.database-too-old.title': 'The database is too old for the test',
    'condition.database-too-old.text':
      '{host} runs a version of {product}, or of the protected connection, that today’s programs no longer take[ ({serverCode})].',
    'condition.database-too-old.next': 'Send the text to the vendor of the system.',
    'condition.database-too-old.message':
      'Hello. {product} at {host}:{port} is too old for a current connection[ ({serverCode})], tested at {testedAt:time}. Can the integration use this version? Is an upgrade planned?',
  },
  es: {
    'condition.database-encryption-missing.title': 'La base de datos no ofrece conexión protegida',
    'condition.database-encryption-missing.text':
      'Usted pidió que la contraseña solo salga protegida, y {host} no lo ofrece. La contraseña no fue enviada.',
    'condition.database-encryption-missing.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-encryption-missing.message':
      'Hola. {product} en {host}:{port} no ofrece conexión cifrada (TLS), prueba de {testedAt:time}. Por favor active TLS en el servidor, o confirme que la conexión pasa por una VPN.',
    'condition.database-encryption-required.title': 'La base de datos exige conexión protegida',
    'condition.database-encryption-required.text':
      '{product} en {host} solo acepta conexión protegida para este usuario, pero no la ofrece bien.',
    'condition.database-encryption-required.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-encryption-required.message':
      'Hola. {product} en {host}:{port} exige conexión cifrada ({serverCode}, prueba de {testedAt:time}), pero el servidor no ofrece una que podamos usar. Por favor active TLS en el servidor o ajuste la regla de acceso.',
    'condition.database-encryption-failed.title': 'La conexión protegida con la base falló',
    'condition.database-encryption-failed.text':
      '{host} ofrece conexión protegida, pero no se completa[ ({serverCode})]. La contraseña no fue enviada.',
    'condition.database-encryption-failed.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-encryption-failed.message':
      'Hola. La negociación TLS con {product} en {host}:{port} falla[ ({serverCode})], prueba de {testedAt:time}. Por favor revise el certificado y la configuración de TLS del servidor.',
    'condition.database-certificate-required.title': 'La base de datos exige un certificado',
    'condition.database-certificate-required.text':
      '{product} en {host} solo deja entrar a este usuario con un certificado propio, además de la contraseña.',
    'condition.database-certificate-required.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-certificate-required.message':
      'Hola. {product} en {host}:{port} exige certificado de cliente[ para el usuario {user}] ({serverCode}, prueba de {testedAt:time}). La integración entra con usuario y contraseña: por favor permítalo para ese usuario.',
    'condition.database-login-refused.title': 'Usuario o contraseña no coinciden',
    'condition.database-login-refused.text':
      '{product} en {host} no aceptó al usuario {user}. Por seguridad no dice si lo incorrecto es el usuario o la contraseña; algunas bases rechazan igual a quien viene de otra dirección.',
    'condition.database-login-refused.next':
      'Escríbalo de nuevo, cuidando mayúsculas. Si sigue así, envíe el texto a quien creó el usuario.',
    'condition.database-login-refused.message':
      'Hola. {product} en {host}:{port} rechazó al usuario {user} ({serverCode}, prueba de {testedAt:time}). Por favor verifique que el usuario exista, que pueda entrar desde nuestra dirección[ pública {publicAddress}], y defina la contraseña de nuevo.',
    'condition.database-user-unknown.title': 'El usuario no existe en la base de datos',
    'condition.database-user-unknown.text': '{product} en {host} no conoce al usuario {user}.',
    'condition.database-user-unknown.next':
      'Confirme el nombre del usuario con quien administra la base de datos.',
    'condition.database-user-unknown.message':
      'Hola. El usuario {user} no existe en {product} en {host}:{port} ({serverCode}, prueba de {testedAt:time}). Por favor créelo solo para lectura[ en la base {database}] y envíenos el nombre exacto.',
    'condition.database-user-locked.title': 'El usuario está bloqueado en la base de datos',
    'condition.database-user-locked.text': '{product} en {host} bloqueó al usuario {user}.',
    'condition.database-user-locked.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-user-locked.message':
      'Hola. El usuario {user} está bloqueado en {product} en {host}:{port} ({serverCode}, prueba de {testedAt:time}). Por favor desbloquéelo y vea si algún programa usa una contraseña antigua.',
    'condition.database-password-expired.title': 'La contraseña del usuario venció',
    'condition.database-password-expired.text':
      '{product} en {host} pide una contraseña nueva para el usuario {user}.',
    'condition.database-password-expired.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-password-expired.message':
      'Hola. La contraseña del usuario {user} venció en {product} en {host}:{port} ({serverCode}, prueba de {testedAt:time}). Por favor defina una nueva, si es posible sin vencimiento, por ser de una integración.',
    'condition.database-login-unsupported.title': 'La base de datos pide otro modo de entrada',
    'condition.database-login-unsupported.text':
      '{product} en {host} no acepta entrar con usuario y contraseña del modo común[ ({serverCode})].',
    'condition.database-login-unsupported.next': 'Envíe el texto a quien administra la base de datos.',
    'condition.database-login-unsupported.message':
      'Hola. El usuario {user} de {product} en {host}:{port} usa una autenticación que no es usuario y contraseña comunes[ ({serverCode})], prueba de {testedAt:time}. Por favor cámbiela a la autenticación por contraseña estándar.',
    'condition.database-too-old.title': 'La base de datos es demasiado antigua para la prueba',
    'condition.database-too-old.text':
      '{host} usa una versión de {product}, o de la conexión protegida, que los programas de hoy ya no aceptan[ ({serverCode})].',
    'condition.database-too-old.next': 'Envíe el texto al proveedor del sistema.',
    'condition.database-too-old.message':
      'Hola. {product} en {host}:{port} es demasiado antiguo para una conexión actual[ ({serverCode})], prueba de {testedAt:time}. ¿La integración puede usar esa versión? ¿Hay una actualización prevista?',
  },
});
