import { defineTexts } from './defineTexts.ts';

/** Profiles of the neighbours: their names, fields and ordered steps, after the vendors’ own pages. */
export const integrationProfileTexts = defineTexts({
  'pt-BR': {
    'profile.senior-crm-banco': 'Senior CRM: banco de dados',
    'profile.senior-crm-webservices': 'Senior CRM: web services',
    'profile.ozmap-makesystem': 'OZmap com Makesystem',
    'profile.ozmap-routerbox': 'OZmap com Routerbox',
    'field.stage': 'Ambiente do sistema',
    'field.crm-address': 'Endereço do CRM que foi liberado',
    'step.senior-fixed-ip': 'Endereço IP fixo',
    'step.senior-fixed-ip.need': 'Um endereço público fixo para acessar o servidor pela internet.',
    'step.senior-fixed-ip.procedure':
      'Peça à gerência da rede ou ao provedor um IP fixo. O Elo acompanha o endereço público e avisa se ele mudar.',
    'step.senior-admit-crm': 'Liberar o CRM na proteção da rede',
    'step.senior-admit-crm.need':
      'Firewall, proxy e demais proteções precisam deixar entrar o CRM, na porta escolhida.',
    'step.senior-admit-crm.procedure':
      'Libere um dos dois endereços, conforme a preferência: 18.228.227.211 ou 189.16.40.2. Basta um. Anote qual e em qual porta. Daqui não dá para testar a partir do endereço do CRM.',
    'step.senior-database-user': 'Usuário do banco somente leitura',
    'step.senior-database-user.need':
      'Um usuário do banco de dados, de homologação e/ou produção, que só lê.',
    'step.senior-database-user.procedure':
      'Crie o usuário para o sistema que está sendo instalado, apenas com SELECT. O Elo lê as permissões e não altera nada.',
    'step.senior-database-test': 'Testar a conexão com o banco',
    'step.senior-database-test.need': 'A conexão precisa funcionar com os dados que o CRM vai usar.',
    'step.senior-database-test.procedure':
      'Informe tipo do banco, endereço externo, porta, usuário, senha e nome do banco, e rode este diagnóstico. Informe também as tabelas: o teste do fornecedor não as confere.',
    'step.senior-not-proved': 'O que este teste não prova',
    'step.senior-not-proved.need': 'O consultor precisa saber o que ficou de fora.',
    'step.senior-not-proved.procedure':
      'O teste parte deste computador, não do endereço do CRM. O teste do fornecedor só abre a conexão e não confere permissão por tabela; cobre apenas visão financeira, contas e pedidos. Para outras integrações, use o SoapUI. Confirme que está ciente.',
    'step.senior-service-user': 'Usuário do ERP para o CRM',
    'step.senior-service-user.need':
      'Um usuário do Gestão Empresarial | ERP para o CRM usar os web services.',
    'step.senior-service-user.procedure': 'Crie na tela Cadastro de Usuários (F099UCA).',
    'step.senior-service-rights': 'Permissões do usuário criado',
    'step.senior-service-rights.need': 'O usuário precisa de permissão para cada serviço.',
    'step.senior-service-rights.procedure': 'Cadastre as permissões na tela Cadastro de Usuários (F099UCA).',
    'step.senior-service-admit': 'Liberar e configurar os web services',
    'step.senior-service-admit.need':
      'Os web services das parametrizações precisam estar acessíveis de fora, cada um na sua porta.',
    'step.senior-service-admit.procedure':
      'Siga “Parametrizar Gestão Empresarial | ERP para integração”. Informe aqui endereço e porta de cada serviço.',
    'step.senior-service-others': 'Demais web services',
    'step.senior-service-others.need': 'Outros web services que o sistema precisar.',
    'step.senior-service-others.procedure':
      'Veja com o consultor se há novas liberações a fazer e anote quais.',
    'step.senior-service-test': 'Testar o acesso aos web services',
    'step.senior-service-test.need': 'Cada serviço precisa responder e aceitar o usuário.',
    'step.senior-service-test.procedure':
      'Informe endereço externo, porta de cada serviço, usuário e senha, e rode este diagnóstico.',
    'step.ozmap-key': 'Chave de acesso do OZmap',
    'step.ozmap-key.need': 'Uma chave de um usuário de integração com acesso aos projetos que serão usados.',
    'step.ozmap-key.procedure':
      'Gere a chave no OZmap, com a conta do usuário de integração, e informe-a aqui.',
    'step.ozmap-ports': 'Portas 80 e 9994 liberadas',
    'step.ozmap-ports.need':
      'Com o OZmap em servidor próprio, o Makesystem precisa alcançar as portas 80 e 9994.',
    'step.ozmap-ports.procedure':
      'Libere no firewall o IP do servidor do Makesystem para essas portas. Se o OZmap é hospedado pela OZmap, já estão liberadas.',
    'step.ozmap-viability': 'Consulta de viabilidade de verdade',
    'step.ozmap-viability.need': 'A consulta por coordenadas e raio precisa responder.',
    'step.ozmap-viability.procedure':
      'Informe as coordenadas de um endereço atendido e o raio (parâmetro “OzMap Raio” do Makesystem), e rode este diagnóstico.',
    'step.routerbox-key': 'Chave de acesso do OZmap',
    'step.routerbox-key.need': 'Uma chave do usuário com acesso a todos os projetos a integrar.',
    'step.routerbox-key.procedure':
      'Crie a chave no OZmap e informe-a à equipe do OZmap, com os dados do banco do RBX: IP, porta, usuário, senha e nome do banco.',
    'step.routerbox-admit': 'Liberar o banco para o OZmap',
    'step.routerbox-admit.need':
      'O banco do RBX precisa aceitar 54.207.162.199 e a máquina onde o OZmap está instalado.',
    'step.routerbox-admit.procedure':
      'Libere os dois no firewall e no banco e anote o IP da máquina do OZmap. Daqui não dá para testar a partir desses endereços.',
    'step.routerbox-database': 'Entrada no banco do RBX',
    'step.routerbox-database.need': 'O usuário entra no banco e só lê.',
    'step.routerbox-database.procedure': 'Informe os dados do banco e rode este diagnóstico.',
    'step.routerbox-rules': 'Regras conferidas sem alterar nada',
    'step.routerbox-rules.need': 'O que a rotina de 15 minutos faria com os clientes de hoje.',
    'step.routerbox-rules.procedure':
      'Informe a consulta e as palavras que identificam cada situação. O Elo mostra o que seria ativado, cancelado, marcado OK ou ERROR. Nada é enviado ao OZmap.',
  },
  en: {
    'profile.senior-crm-banco': 'Senior CRM: database',
    'profile.senior-crm-webservices': 'Senior CRM: web services',
    'profile.ozmap-makesystem': 'OZmap with Makesystem',
    'profile.ozmap-routerbox': 'OZmap with Routerbox',
    'field.stage': 'Stage of the system',
    'field.crm-address': 'Address of the CRM that was admitted',
    'step.senior-fixed-ip': 'Fixed IP address',
    'step.senior-fixed-ip.need': 'A fixed public address to reach the server over the internet.',
    'step.senior-fixed-ip.procedure':
      'Ask the network management or the provider for a fixed IP. Elo watches the public address and tells when it changes.',
    'step.senior-admit-crm': 'Admit the CRM in the network’s protection',
    'step.senior-admit-crm.need':
      'Firewall, proxy and other protection must let the CRM in, at the chosen port.',
    'step.senior-admit-crm.procedure':
      'Admit one of the two addresses, as preferred: 18.228.227.211 or 189.16.40.2. One is enough. Note which, and at which port. From here it cannot be tested from the CRM’s address.',
    'step.senior-database-user': 'Read-only database user',
    'step.senior-database-user.need':
      'A user of the database, for homologation and/or production, that only reads.',
    'step.senior-database-user.procedure':
      'Create the user for the system that is being installed, with SELECT only. Elo reads the rights and changes nothing.',
    'step.senior-database-test': 'Test the connection with the database',
    'step.senior-database-test.need': 'The connection must work with what the CRM is going to use.',
    'step.senior-database-test.procedure':
      'Give kind of database, external address, port, user, password and name of the database, and run this diagnosis. Give the tables too: the vendor’s own test does not check them.',
    'step.senior-not-proved': 'What this test does not prove',
    'step.senior-not-proved.need': 'The consultant must know what was left out.',
    'step.senior-not-proved.procedure':
      'The test comes from this computer, not from the CRM’s address. The vendor’s test only opens the connection and checks no rights by table; it covers finance, accounts and orders only. For other integrations use SoapUI. Confirm that you know.',
    'step.senior-service-user': 'User of the ERP for the CRM',
    'step.senior-service-user.need':
      'A user of Gestão Empresarial | ERP with which the CRM uses the web services.',
    'step.senior-service-user.procedure': 'Create it on the screen Cadastro de Usuários (F099UCA).',
    'step.senior-service-rights': 'Rights of that user',
    'step.senior-service-rights.need': 'The user needs the right to each service.',
    'step.senior-service-rights.procedure': 'Enter the rights on the screen Cadastro de Usuários (F099UCA).',
    'step.senior-service-admit': 'Admit and configure the web services',
    'step.senior-service-admit.need':
      'The web services of the parameters must be reachable from outside, each at its port.',
    'step.senior-service-admit.procedure':
      'Follow “Parametrizar Gestão Empresarial | ERP para integração”. Give address and port of each service here.',
    'step.senior-service-others': 'Other web services',
    'step.senior-service-others.need': 'Further web services the system may need.',
    'step.senior-service-others.procedure':
      'See with the consultant whether more have to be admitted, and note which.',
    'step.senior-service-test': 'Test access to the web services',
    'step.senior-service-test.need': 'Each service must answer and take the user.',
    'step.senior-service-test.procedure':
      'Give external address, port of each service, user and password, and run this diagnosis.',
    'step.ozmap-key': 'Access key of OZmap',
    'step.ozmap-key.need': 'A key of an integration user with access to the projects that will be used.',
    'step.ozmap-key.procedure':
      'Make the key in OZmap, with the integration user’s account, and give it here.',
    'step.ozmap-ports': 'Ports 80 and 9994 admitted',
    'step.ozmap-ports.need': 'With OZmap on a server of one’s own, Makesystem must reach ports 80 and 9994.',
    'step.ozmap-ports.procedure':
      'Admit the IP of Makesystem’s server at these ports in the firewall. Where OZmap hosts it, they are open already.',
    'step.ozmap-viability': 'A real viability query',
    'step.ozmap-viability.need': 'The query by coordinates and radius must answer.',
    'step.ozmap-viability.procedure':
      'Give the coordinates of an address that is served and the radius (Makesystem’s parameter “OzMap Raio”), and run this diagnosis.',
    'step.routerbox-key': 'Access key of OZmap',
    'step.routerbox-key.need': 'A key of a user with access to all projects to integrate.',
    'step.routerbox-key.procedure':
      'Make the key in OZmap and give it to OZmap’s team with the data of RBX’s database: IP, port, user, password and name of the database.',
    'step.routerbox-admit': 'Admit OZmap to the database',
    'step.routerbox-admit.need':
      'RBX’s database must take 54.207.162.199 and the machine OZmap is installed on.',
    'step.routerbox-admit.procedure':
      'Admit both in firewall and database and note the IP of OZmap’s machine. From here it cannot be tested from these addresses.',
    'step.routerbox-database': 'Signing in to RBX’s database',
    'step.routerbox-database.need': 'The user gets into the database and only reads.',
    'step.routerbox-database.procedure': 'Give the data of the database and run this diagnosis.',
    'step.routerbox-rules': 'Rules tried without changing anything',
    'step.routerbox-rules.need': 'What the 15-minute routine would do with today’s customers.',
    'step.routerbox-rules.procedure':
      'Give the query and the words that tell each situation. Elo shows what would be activated, cancelled, marked OK or ERROR. Nothing is sent to OZmap.',
  },
  es: {
    'profile.senior-crm-banco': 'Senior CRM: base de datos',
    'profile.senior-crm-webservices': 'Senior CRM: web services',
    'profile.ozmap-makesystem': 'OZmap con Makesystem',
    'profile.ozmap-routerbox': 'OZmap con Routerbox',
    'field.stage': 'Ambiente del sistema',
    'field.crm-address': 'Dirección del CRM que fue permitida',
    'step.senior-fixed-ip': 'Dirección IP fija',
    'step.senior-fixed-ip.need': 'Una dirección pública fija para acceder al servidor por internet.',
    'step.senior-fixed-ip.procedure':
      'Pida a la gerencia de la red o al proveedor una IP fija. Elo acompaña la dirección pública y avisa si cambia.',
    'step.senior-admit-crm': 'Permitir el CRM en la protección de la red',
    'step.senior-admit-crm.need':
      'Firewall, proxy y demás protecciones deben dejar entrar al CRM, en el puerto elegido.',
    'step.senior-admit-crm.procedure':
      'Permita una de las dos direcciones, según preferencia: 18.228.227.211 o 189.16.40.2. Basta una. Anote cuál y en qué puerto. Desde aquí no se puede probar a partir de la dirección del CRM.',
    'step.senior-database-user': 'Usuario de la base solo lectura',
    'step.senior-database-user.need':
      'Un usuario de la base de datos, de homologación y/o producción, que solo lee.',
    'step.senior-database-user.procedure':
      'Cree el usuario para el sistema que se instala, solo con SELECT. Elo lee los permisos y no modifica nada.',
    'step.senior-database-test': 'Probar la conexión con la base',
    'step.senior-database-test.need': 'La conexión debe funcionar con los datos que usará el CRM.',
    'step.senior-database-test.procedure':
      'Indique tipo de base, dirección externa, puerto, usuario, contraseña y nombre de la base, y ejecute este diagnóstico. Indique también las tablas: la prueba del proveedor no las revisa.',
    'step.senior-not-proved': 'Lo que esta prueba no demuestra',
    'step.senior-not-proved.need': 'El consultor debe saber qué quedó fuera.',
    'step.senior-not-proved.procedure':
      'La prueba parte de esta computadora, no de la dirección del CRM. La prueba del proveedor solo abre la conexión y no revisa permisos por tabla; cubre solo visión financiera, cuentas y pedidos. Para otras integraciones use SoapUI. Confirme que lo sabe.',
    'step.senior-service-user': 'Usuario del ERP para el CRM',
    'step.senior-service-user.need':
      'Un usuario de Gestão Empresarial | ERP para que el CRM use los web services.',
    'step.senior-service-user.procedure': 'Créelo en la pantalla Cadastro de Usuários (F099UCA).',
    'step.senior-service-rights': 'Permisos de ese usuario',
    'step.senior-service-rights.need': 'El usuario necesita permiso para cada servicio.',
    'step.senior-service-rights.procedure':
      'Registre los permisos en la pantalla Cadastro de Usuários (F099UCA).',
    'step.senior-service-admit': 'Permitir y configurar los web services',
    'step.senior-service-admit.need':
      'Los web services de las parametrizaciones deben ser accesibles desde fuera, cada uno en su puerto.',
    'step.senior-service-admit.procedure':
      'Siga “Parametrizar Gestão Empresarial | ERP para integração”. Indique aquí dirección y puerto de cada servicio.',
    'step.senior-service-others': 'Otros web services',
    'step.senior-service-others.need': 'Otros web services que el sistema necesite.',
    'step.senior-service-others.procedure': 'Vea con el consultor si hay que permitir más y anote cuáles.',
    'step.senior-service-test': 'Probar el acceso a los web services',
    'step.senior-service-test.need': 'Cada servicio debe responder y aceptar al usuario.',
    'step.senior-service-test.procedure':
      'Indique dirección externa, puerto de cada servicio, usuario y contraseña, y ejecute este diagnóstico.',
    'step.ozmap-key': 'Clave de acceso de OZmap',
    'step.ozmap-key.need': 'Una clave de un usuario de integración con acceso a los proyectos que se usarán.',
    'step.ozmap-key.procedure':
      'Genere la clave en OZmap, con la cuenta del usuario de integración, e indíquela aquí.',
    'step.ozmap-ports': 'Puertos 80 y 9994 permitidos',
    'step.ozmap-ports.need': 'Con OZmap en servidor propio, Makesystem debe alcanzar los puertos 80 y 9994.',
    'step.ozmap-ports.procedure':
      'Permita en el firewall la IP del servidor de Makesystem para esos puertos. Si OZmap lo hospeda, ya están permitidos.',
    'step.ozmap-viability': 'Consulta de viabilidad real',
    'step.ozmap-viability.need': 'La consulta por coordenadas y radio debe responder.',
    'step.ozmap-viability.procedure':
      'Indique las coordenadas de una dirección atendida y el radio (parámetro “OzMap Raio” de Makesystem), y ejecute este diagnóstico.',
    'step.routerbox-key': 'Clave de acceso de OZmap',
    'step.routerbox-key.need': 'Una clave del usuario con acceso a todos los proyectos a integrar.',
    'step.routerbox-key.procedure':
      'Cree la clave en OZmap e infórmela al equipo de OZmap, con los datos de la base de RBX: IP, puerto, usuario, contraseña y nombre de la base.',
    'step.routerbox-admit': 'Permitir a OZmap en la base',
    'step.routerbox-admit.need':
      'La base de RBX debe aceptar 54.207.162.199 y la máquina donde está instalado OZmap.',
    'step.routerbox-admit.procedure':
      'Permita ambos en el firewall y en la base y anote la IP de la máquina de OZmap. Desde aquí no se puede probar a partir de esas direcciones.',
    'step.routerbox-database': 'Entrada en la base de RBX',
    'step.routerbox-database.need': 'El usuario entra en la base y solo lee.',
    'step.routerbox-database.procedure': 'Indique los datos de la base y ejecute este diagnóstico.',
    'step.routerbox-rules': 'Reglas revisadas sin modificar nada',
    'step.routerbox-rules.need': 'Lo que la rutina de 15 minutos haría con los clientes de hoy.',
    'step.routerbox-rules.procedure':
      'Indique la consulta y las palabras que identifican cada situación. Elo muestra qué se activaría, cancelaría, marcaría OK o ERROR. Nada se envía a OZmap.',
  },
});
