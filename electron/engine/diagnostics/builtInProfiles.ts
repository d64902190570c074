import dmasterAcessoOnline from './profiles/dmaster-acesso-online.json' with { type: 'json' };
import dmasterIntegracaoProdutos from './profiles/dmaster-integracao-produtos.json' with { type: 'json' };
import foccolojasPromob from './profiles/foccolojas-promob.json' with { type: 'json' };
import ozmapMakesystem from './profiles/ozmap-makesystem.json' with { type: 'json' };
import ozmapRouterbox from './profiles/ozmap-routerbox.json' with { type: 'json' };
import personalizado from './profiles/personalizado.json' with { type: 'json' };
import seniorCrmBanco from './profiles/senior-crm-banco.json' with { type: 'json' };
import seniorCrmWebservices from './profiles/senior-crm-webservices.json' with { type: 'json' };

/** The profiles that come with Elo, as data; read like one from a file. */
export const builtInProfiles: readonly unknown[] = [
  foccolojasPromob,
  dmasterAcessoOnline,
  dmasterIntegracaoProdutos,
  seniorCrmBanco,
  seniorCrmWebservices,
  ozmapMakesystem,
  ozmapRouterbox,
  personalizado,
];
