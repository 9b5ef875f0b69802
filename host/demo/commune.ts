// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Backup, Commune, Domain, Hosting, Person, Supplier } from '../../src/domain/inventory/model.ts'

/** Said wherever the example shows its name: nobody should take it for a real commune. */
export const DEMO_NAME = 'Vauzelles-sur-Arce (commune fictive)'
export const DEMO_FOLDER = 'Vauzelles-sur-Arce'

/** Day from which the example is told. */
export const DEMO_DAY = '2026-11-16'

export const COMMUNE: Record<string, Commune> = {
	commune: { name: DEMO_NAME, population: 640 },
}

// Functions only: the example invents no person.
export const PERSONS: Record<string, Person> = {
	secretaire: { displayName: 'Secrétaire de mairie', function: 'Secrétaire général de mairie', kind: 'agent', startOn: '2026-09-01' },
	'ancienne-secretaire': {
		displayName: 'Ancienne secrétaire (partie le 31 août 2026)',
		function: 'Secrétaire général de mairie',
		kind: 'agent',
		endOn: '2026-08-31',
	},
	maire: { displayName: 'Maire', function: 'Maire', kind: 'elected' },
	adjoint: { displayName: 'Adjoint au numérique', function: 'Adjoint', kind: 'elected' },
	'agent-technique': { displayName: 'Agent technique', function: 'Agent technique', kind: 'agent' },
	prestataire: { displayName: 'Prestataire informatique', function: 'Prestataire', kind: 'external' },
}

export const SUPPLIERS: Record<string, Supplier> = {
	cosoluce: { name: 'Cosoluce', kind: 'publisher', country: 'FR' },
	cdg: { name: 'Centre de gestion', kind: 'cdg', country: 'FR', parentCountry: 'FR' },
	google: { name: 'Google', kind: 'publisher', country: 'US', parentName: 'Alphabet', parentCountry: 'US' },
	microsoft: { name: 'Microsoft', kind: 'publisher', country: 'US', parentName: 'Microsoft', parentCountry: 'US' },
	canva: { name: 'Canva', kind: 'publisher', country: 'AU', parentCountry: 'AU' },
	framasoft: { name: 'Framasoft', kind: 'association', country: 'FR', parentCountry: 'FR' },
	ovh: { name: 'OVHcloud', kind: 'host', country: 'FR', parentCountry: 'FR' },
	syndicat: { name: 'Syndicat mixte numérique', kind: 'opsn', country: 'FR', parentCountry: 'FR' },
	'document-foundation': { name: 'The Document Foundation', kind: 'association', country: 'DE', parentCountry: 'DE' },
	betterstreet: { name: 'BetterStreet', kind: 'publisher', country: 'BE' },
	depanneur: { name: 'Dépanneur informatique', kind: 'it-services', country: 'FR' },
}

export const HOSTINGS: Record<string, Hosting> = {
	'poste-secretariat': {
		label: 'Ordinateur du secrétariat',
		kind: 'workstation',
		countryStorage: 'FR',
		countryProcessing: 'FR',
		knowledge: 'proven',
	},
	'serveur-mairie': {
		label: 'Serveur dans le bureau du maire',
		kind: 'town-hall-server',
		countryStorage: 'FR',
		countryProcessing: 'FR',
		knowledge: 'proven',
	},
	'nas-mairie': {
		label: 'Serveur NAS du secrétariat',
		kind: 'nas',
		countryStorage: 'FR',
		countryProcessing: 'FR',
		knowledge: 'proven',
	},
	'syndicat-mixte': {
		label: 'Serveurs du syndicat mixte',
		kind: 'opsn',
		operatorSupplierId: 'syndicat',
		countryStorage: 'FR',
		countryProcessing: 'FR',
		knowledge: 'declared',
	},
	'ovh-mutualise': {
		label: 'Hébergement OVHcloud',
		kind: 'host',
		operatorSupplierId: 'ovh',
		countryStorage: 'FR',
		countryProcessing: 'unknown',
		knowledge: 'declared',
	},
	'google-en-ligne': {
		label: 'Services en ligne de Google',
		kind: 'saas',
		operatorSupplierId: 'google',
		countryStorage: 'unknown',
		countryProcessing: 'unknown',
		knowledge: 'supposed',
	},
	'microsoft-en-ligne': {
		label: 'Services en ligne de Microsoft',
		kind: 'saas',
		operatorSupplierId: 'microsoft',
		countryStorage: 'unknown',
		countryProcessing: 'unknown',
		knowledge: 'supposed',
	},
	'canva-en-ligne': {
		label: 'Service en ligne de Canva',
		kind: 'saas',
		operatorSupplierId: 'canva',
		countryStorage: 'US',
		countryProcessing: 'unknown',
		knowledge: 'declared',
	},
	'framasoft-en-ligne': {
		label: 'Service en ligne de Framasoft',
		kind: 'saas',
		operatorSupplierId: 'framasoft',
		countryStorage: 'unknown',
		knowledge: 'supposed',
	},
	inconnu: {
		label: 'Hébergement à demander au prestataire',
		kind: 'unknown',
		countryStorage: 'unknown',
		countryProcessing: 'unknown',
		knowledge: 'unknown',
	},
}

export const BACKUPS: Record<string, Backup> = {
	'disque-externe': {
		label: 'Disque externe rangé dans l’armoire',
		toolIds: ['serveur-fichiers', 'nas'],
		frequency: 'monthly',
		offlineCopy: 'yes',
		offsite: 'no',
		holderKind: 'commune',
	},
	'sauvegarde-syndicat': {
		label: 'Sauvegarde du syndicat mixte',
		toolIds: ['nextcloud'],
		frequency: 'daily',
		offlineCopy: 'unknown',
		offsite: 'yes',
		holderKind: 'supplier',
	},
}

export const DOMAINS: Record<string, Domain> = {
	'site-de-la-commune': { name: 'vauzelles-sur-arce.example', registrantKind: 'unknown', expiresOn: '2027-03-14' },
}
