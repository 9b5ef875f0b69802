// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { statePortal, stateService } from './build.ts'
import { BETA_GOUV, fact, MON_AIDE_CYBER, unchecked } from './sources.ts'

const NOT_TO_MIGRATE = { statePortal: true } as const

/** Portals and online services of the State: never the commune's to migrate. */
export const STATE: readonly CatalogueEntry[] = [
	statePortal('chorus-pro', 'Chorus Pro', 'state-portals', ['accounting'], 'AIFE', ['factures']),
	statePortal('helios', 'Hélios / PES V2 (DGFiP)', 'state-portals', ['accounting'], 'DGFiP', [
		'Portail de la gestion publique',
		'PIGP',
		'trésorerie',
	]),
	statePortal('actes', '@CTES', 'state-portals', ['council-acts'], 'DGCL', ['contrôle de légalité', 'préfecture', 'ACTES']),
	statePortal('comedec', 'COMEDEC', 'state-portals', ['civil-registry'], 'France Titres', ['état civil']),
	statePortal('ants', 'ANTS – France Titres', 'state-portals', ['civil-registry'], 'Ministère de l’Intérieur', [
		'titres',
		'carte d’identité',
		'passeport',
	]),
	statePortal('reu', 'REU / ELIRE', 'state-portals', ['elections'], 'INSEE', [
		'répertoire électoral unique',
		'listes électorales',
		'élections',
	]),
	statePortal('ril', 'RIL et recensement', 'state-portals', ['civil-registry'], 'INSEE', ['recensement', 'OMER']),
	statePortal('aireppnet', 'AIREPPNET', 'state-portals', ['civil-registry'], 'INSEE', ['bulletins d’état civil']),
	statePortal('hubee', 'HubEE', 'state-portals', ['online-procedures'], 'DINUM', ['démarches', 'dossiers']),
	statePortal('platau', 'PLAT’AU', 'urban-planning', ['urban-planning'], 'Ministère du Logement', [
		'PLATAU',
		'permis de construire',
		'urbanisme',
	]),
	statePortal(
		'geoportail-urbanisme',
		'Géoportail de l’urbanisme',
		'urban-planning',
		['urban-planning', 'mapping'],
		'Ministère du Logement',
		['PLU', 'GPU'],
	),
	stateService('demarche-numerique', 'Démarche Numérique', 'state-portals', ['online-procedures', 'forms'], 'DINUM', BETA_GOUV, {
		aliases: ['demarches-simplifiees', 'démarches simplifiées'],
		...NOT_TO_MIGRATE,
	}),
	stateService('proconnect', 'ProConnect', 'state-portals', ['sign-in'], 'DINUM', BETA_GOUV, NOT_TO_MIGRATE),
	statePortal('franceconnect', 'FranceConnect', 'state-portals', ['sign-in'], 'DINUM'),
	statePortal('payfip', 'PayFiP', 'state-portals', ['billing', 'accounting'], 'DGFiP', ['TIPI', 'paiement en ligne']),
	statePortal('net-entreprises', 'net-entreprises (DSN)', 'state-portals', ['payroll'], 'GIP-MDS', ['DSN', 'paie', 'URSSAF']),
	statePortal('cnracl', 'CNRACL / PEP’s', 'state-portals', ['payroll'], 'Caisse des Dépôts', [
		'retraite',
		'PEPS',
		'Banque des territoires',
	]),
	statePortal('banque-des-territoires', 'Banque des Territoires', 'state-portals', ['banking', 'grants'], 'Caisse des Dépôts', [
		'prêts',
		'consignations',
	]),
	stateService('mes-adresses', 'Mes Adresses (base adresse locale)', 'state-portals', ['mapping'], 'DINUM et ANCT', BETA_GOUV, {
		aliases: ['BAL'],
		...NOT_TO_MIGRATE,
	}),
	stateService('aides-territoires', 'Aides-territoires', 'state-portals', ['grants'], 'ANCT', BETA_GOUV, {
		aliases: ['subventions'],
		...NOT_TO_MIGRATE,
	}),
	stateService('mon-espace-collectivite', 'Mon Espace Collectivité', 'state-portals', ['grants'], 'ANCT', BETA_GOUV, NOT_TO_MIGRATE),
	stateService('administration-plus', 'Administration+', 'state-portals', ['online-procedures'], 'ANCT', BETA_GOUV, NOT_TO_MIGRATE),
	stateService('aidants-connect', 'Aidants Connect', 'state-portals', ['online-procedures'], 'ANCT', BETA_GOUV, NOT_TO_MIGRATE),
	stateService('monaidecyber', 'MesServicesCyber / MonAideCyber', 'security', ['computer-security'], 'ANSSI', MON_AIDE_CYBER, {
		licence: fact('public-service', MON_AIDE_CYBER),
		...NOT_TO_MIGRATE,
	}),
	statePortal('17cyber', '17Cyber', 'security', ['computer-security'], 'Cybermalveillance.gouv.fr', ['assistance']),
	statePortal('monexpertcyber', 'MonExpertCyber', 'security', ['computer-security'], 'Cybermalveillance.gouv.fr', ['prestataires']),
	stateService('pix-territoires', 'Pix Territoires', 'state-portals', ['training'], 'GIP Pix', BETA_GOUV, {
		aliases: ['Pix', 'formation'],
		licence: unchecked('public-service'),
		publisher: unchecked('GIP Pix'),
		delivery: unchecked('saas'),
		parent: unchecked('FR'),
		...NOT_TO_MIGRATE,
	}),
]
