// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { entry, stateService } from './build.ts'
import { ARTICLE_2022, BETA_GOUV, CANVA_PRIVACY, fact, SUITE_TERRITORIALE, unchecked } from './sources.ts'

/** Applications that inform residents; their alternatives are the same. */
const RESIDENT_APPLICATIONS = ([
	['panneaupocket', 'PanneauPocket', 'PanneauPocket'],
	['intramuros', 'IntraMuros', 'IntraMuros'],
	['illiwap', 'illiwap', null],
	['cityall', 'CityAll', 'Lumiplan'],
	['commune-actu', 'Comm’une Actu', 'DigitalFit'],
] as const).map(([id, name, publisher]) => entry(id, name, 'website', ['resident-information'], {
	aliases: ['alertes', 'information des habitants'],
	licence: unchecked('proprietary-paid'),
	publisher: unchecked(publisher),
	delivery: unchecked('saas'),
	alternatives: ['campagnol', 'wordpress'],
}))

/** Website, information of residents, publications. */
export const WEBSITE: readonly CatalogueEntry[] = [
	entry('campagnol', 'Campagnol', 'website', ['website', 'room-booking'], {
		aliases: ['campagnol.fr', 'AMRF', 'site internet'],
		delivery: unchecked('saas'),
		parent: unchecked('FR'),
		alternatives: ['collectivite-fr', 'wordpress'],
	}),
	entry('wordpress', 'WordPress', 'website', ['website'], { aliases: ['site internet'], licence: unchecked('libre'), hosting: null }),
	entry('wix', 'Wix', 'website', ['website'], {
		aliases: ['site internet'],
		publisher: unchecked('Wix.com'),
		delivery: unchecked('saas'),
		parent: unchecked('IL'),
		alternatives: ['campagnol', 'wordpress'],
	}),
	stateService('collectivite-fr', 'L’Annuaire des collectivités (collectivite.fr)', 'website', ['website'], 'ANCT', SUITE_TERRITORIALE),
	stateService(
		'annuaire-service-public',
		'Annuaire Service-Public (page de la mairie)',
		'website',
		['resident-information'],
		'DILA',
		SUITE_TERRITORIALE,
		{
			statePortal: true,
		},
	),
	...RESIDENT_APPLICATIONS,
	entry('neocity', 'Neocity', 'website', ['resident-information', 'issue-reports', 'field-work'], {
		licence: fact('proprietary-paid', ARTICLE_2022),
		delivery: unchecked('saas'),
		alternatives: ['fixmystreet'],
	}),
	entry('facebook', 'Page Facebook', 'website', ['social-networks', 'resident-information'], {
		aliases: ['Meta', 'réseaux sociaux'],
		licence: unchecked('proprietary-free'),
		publisher: unchecked('Meta'),
		delivery: unchecked('saas'),
		parent: unchecked('US'),
		alternatives: ['campagnol', 'wordpress'],
	}),
	entry('canva', 'Canva', 'website', ['publications'], {
		aliases: ['flyer', 'affiche', 'bulletin municipal'],
		licence: unchecked('proprietary-free'),
		publisher: fact('Canva', CANVA_PRIVACY),
		delivery: fact('saas', CANVA_PRIVACY),
		hosting: fact('US', CANVA_PRIVACY),
		parent: fact('AU', CANVA_PRIVACY),
		alternatives: ['scribus', 'libreoffice'],
	}),
	entry('brevo', 'Brevo', 'website', ['resident-information'], {
		aliases: ['Sendinblue', 'lettre d’information', 'SMS'],
		publisher: unchecked('Brevo'),
		delivery: unchecked('saas'),
	}),
	stateService('umap', 'uMap', 'urban-planning', ['mapping'], 'ANCT', BETA_GOUV, { aliases: ['carte', 'OpenStreetMap'] }),
	...(
		[
			['scribus', 'Scribus'],
			['inkscape', 'Inkscape'],
			['gimp', 'GIMP'],
		] as const
	).map(([id, name]) => entry(id, name, 'website', ['publications'], {
		aliases: ['affiche', 'bulletin municipal'],
		licence: unchecked('libre'),
		delivery: unchecked('desktop'),
	})),
]

/** Reports of residents and technical services. */
export const FIELD_SERVICES: readonly CatalogueEntry[] = [
	entry('fixmystreet', 'FixMyStreet', 'field-services', ['issue-reports', 'field-work'], {
		licence: fact('libre', ARTICLE_2022),
		publisher: unchecked('mySociety'),
		hosting: null,
		parent: unchecked('GB'),
	}),
	...([
		['betterstreet', 'BetterStreet', 'BE'],
		['bouge-ma-ville', 'Bouge Ma Ville', null],
		['seeclickfix', 'SeeClickFix', 'US'],
	] as const).map(([id, name, parent]) => entry(id, name, 'field-services', ['issue-reports', 'field-work'], {
		aliases: ['signalement'],
		licence: fact('proprietary-paid', ARTICLE_2022),
		delivery: unchecked('saas'),
		parent: unchecked<string>(parent),
		alternatives: ['fixmystreet'],
	})),
	stateService('agents-en-intervention', 'Agents en intervention', 'field-services', ['field-work'], 'ANCT', BETA_GOUV),
	entry('shared-task-list', 'Liste de tâches partagée', 'field-services', ['field-work'], {
		aliases: ['ToDoList', 'Nextcloud Deck', 'Nextcloud Tâches'],
		hosting: null,
	}),
	entry('street-lighting', 'Gestion de l’éclairage public', 'field-services', ['street-lighting']),
]
