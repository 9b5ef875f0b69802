// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { entry, stateService } from './build.ts'
import { ARTICLE_2022, BETA_GOUV, fact, unchecked } from './sources.ts'

const PUBLISHERS = ([
	['berger-levrault', 'Berger-Levrault (e.magnus, BL.*)', 'Berger-Levrault', ['e.magnus', 'emagnus', 'BL']],
	['segilog', 'Segilog', null, []],
	['jvs-mairistem', 'JVS-Mairistem (Horizon)', 'JVS-Mairistem', ['Horizon', 'JVS']],
	['agedi', 'A.GE.D.I.', null, ['AGEDI']],
	['ciril', 'Ciril', 'Ciril', []],
] as const).map(([id, name, publisher, aliases]) => entry(id, name, 'finances', ['accounting', 'payroll'], {
	aliases: [...aliases, 'comptabilité', 'paie'],
	licence: id === 'agedi' ? unchecked<never>(null) : unchecked('proprietary-paid'),
	publisher: unchecked<string>(publisher),
}))

/** Business software of communes. */
export const BUSINESS: readonly CatalogueEntry[] = [
	entry('cosoluce', 'Cosoluce', 'finances', ['accounting', 'payroll'], {
		aliases: ['Coloris', 'comptabilité'],
		licence: fact('proprietary-paid', ARTICLE_2022),
		publisher: fact('Cosoluce', ARTICLE_2022),
		parent: unchecked('FR'),
	}),
	...PUBLISHERS,
	entry('arpege', 'Arpège', 'civil-registry', ['civil-registry', 'after-school'], {
		aliases: ['état civil', 'périscolaire'],
		licence: unchecked('proprietary-paid'),
		publisher: unchecked('Arpège'),
	}),
	entry('logitud', 'Logitud', 'civil-registry', ['civil-registry', 'elections', 'cemetery'], {
		aliases: ['état civil', 'cimetière', 'élections'],
		licence: unchecked('proprietary-paid'),
		publisher: unchecked('Logitud'),
	}),
	entry('opencimetiere', 'openCimetière', 'civil-registry', ['cemetery'], {
		aliases: ['cimetière', 'openMairie'],
		licence: fact('libre', ARTICLE_2022),
		publisher: fact('openMairie', ARTICLE_2022),
		hosting: null,
	}),
	entry('openelec', 'openElec', 'civil-registry', ['elections'], {
		aliases: ['élections', 'openMairie'],
		licence: unchecked('libre'),
		publisher: unchecked('openMairie'),
		hosting: null,
	}),
	entry('openads', 'openADS', 'urban-planning', ['urban-planning'], {
		aliases: ['permis de construire', 'urbanisme', 'openMairie'],
		licence: unchecked('libre'),
		publisher: unchecked('openMairie'),
		hosting: null,
	}),
	entry('opencourrier', 'openCourrier', 'administration', ['mail-register'], {
		aliases: ['courrier', 'openMairie'],
		licence: unchecked('libre'),
		publisher: unchecked('openMairie'),
		hosting: null,
	}),
	entry('maarch-courrier', 'Maarch Courrier', 'administration', ['mail-register'], {
		aliases: ['courrier'],
		licence: unchecked('libre'),
		publisher: unchecked('Maarch'),
		hosting: null,
		parent: unchecked('FR'),
	}),
	entry('i-parapheur', 'i-Parapheur', 'administration', ['signature'], {
		aliases: ['parapheur', 'signature électronique'],
		licence: unchecked('libre'),
		publisher: unchecked('Libriciel SCOP'),
		hosting: unchecked('FR'),
		parent: unchecked('FR'),
	}),
	entry('s2low', 'S²LOW', 'administration', ['council-acts', 'accounting'], {
		aliases: ['S2LOW', 'télétransmission', 'ACTES', 'tiers de télétransmission'],
		licence: unchecked('libre'),
		publisher: unchecked('Libriciel SCOP'),
		delivery: unchecked('saas'),
		hosting: unchecked('FR'),
		parent: unchecked('FR'),
	}),
	...(
		[
			['fast', 'FAST', 'Docaposte'],
			['ixbus', 'iXBus', 'SRCI'],
		] as const
	).map(([id, name, publisher]) => entry(id, name, 'administration', ['council-acts', 'signature'], {
		aliases: ['télétransmission', 'parapheur'],
		licence: unchecked('proprietary-paid'),
		publisher: unchecked(publisher),
		delivery: unchecked('saas'),
		hosting: unchecked('FR'),
		parent: unchecked('FR'),
		alternatives: ['s2low'],
	})),
	entry('publik', 'Publik', 'administration', ['online-procedures', 'forms'], {
		aliases: ['démarches en ligne'],
		licence: unchecked('libre'),
		publisher: unchecked('Entr’ouvert SCOP'),
		hosting: null,
		parent: unchecked('FR'),
	}),
	stateService('mon-suivi-social', 'Mon Suivi Social', 'administration', ['social-care'], 'ANCT', BETA_GOUV, { aliases: ['CCAS'] }),
	entry('qgis', 'QGIS', 'urban-planning', ['mapping'], {
		aliases: ['SIG', 'cartographie'],
		licence: unchecked('libre'),
		delivery: unchecked('desktop'),
	}),
	entry('shared-gis', 'SIG du syndicat ou de la communauté de communes', 'urban-planning', ['mapping', 'urban-planning'], {
		aliases: ['cadastre', 'cartographie'],
		supplierKind: 'opsn',
	}),
	entry('cemetery-software', 'Autre logiciel de cimetière', 'civil-registry', ['cemetery'], {
		aliases: ['cimetière'],
		licence: unchecked('proprietary-paid'),
		alternatives: ['opencimetiere'],
	}),
	entry('canteen-software', 'Logiciel de cantine ou de périscolaire', 'administration', ['catering', 'after-school', 'billing'], {
		aliases: ['restauration collective', 'portail famille', 'garderie'],
		licence: unchecked('proprietary-paid'),
	}),
]
