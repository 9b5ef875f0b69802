// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { entry } from './build.ts'
import { ARTICLE_2022, fact, OSINUM, unchecked } from './sources.ts'

const HOSTS = ([
	['outscale', 'Outscale', null, 'FR'],
	['oodrive', 'Oodrive', null, 'FR'],
	['docaposte', 'Docaposte', null, 'FR'],
	['s3ns', 'S3NS', null, 'FR'],
	['infomaniak', 'Infomaniak', 'CH', 'CH'],
	['ionos', 'IONOS', 'DE', 'DE'],
	['hetzner', 'Hetzner', null, 'DE'],
	['gandi', 'Gandi', 'FR', null],
	['o2switch', 'o2switch', 'FR', 'FR'],
	['aws', 'Amazon Web Services (AWS)', null, 'US'],
	['azure', 'Microsoft Azure', null, 'US'],
	['google-cloud', 'Google Cloud', null, 'US'],
] as const).map(([id, name, country, parent]) => entry(id, name, 'hosting', ['hosting', 'domain-names'], {
	aliases: ['hébergement', 'nom de domaine'],
	licence: unchecked('proprietary-paid'),
	publisher: unchecked(name),
	delivery: unchecked('saas'),
	hosting: unchecked<string>(country),
	parent: unchecked<string>(parent),
	supplierKind: 'host',
}))

const ANTIVIRUS = ([
	['windows-defender', 'Microsoft Defender', 'Microsoft', 'US'],
	['eset', 'ESET', 'ESET', 'SK'],
	['bitdefender', 'Bitdefender', 'Bitdefender', 'RO'],
	['kaspersky', 'Kaspersky', 'Kaspersky', 'RU'],
] as const).map(([id, name, publisher, parent]) => entry(id, name, 'security', ['computer-security'], {
	aliases: ['antivirus'],
	licence: unchecked('proprietary-paid'),
	publisher: unchecked(publisher),
	delivery: unchecked('desktop'),
	parent: unchecked(parent),
}))

/** Hosts, computers, security; and where passwords are kept today. */
export const HOSTS_AND_SECURITY: readonly CatalogueEntry[] = [
	entry('ovhcloud', 'OVHcloud', 'hosting', ['hosting', 'domain-names', 'website'], {
		aliases: ['OVH', 'hébergement', 'nom de domaine'],
		licence: unchecked('proprietary-paid'),
		publisher: unchecked('OVHcloud'),
		delivery: unchecked('saas'),
		parent: unchecked('FR'),
		supplierKind: 'host',
	}),
	...HOSTS,
	entry('sys1', 'Sys1', 'hosting', ['hosting'], { aliases: ['hébergement'], supplierKind: 'host' }),
	entry('opsn', 'Syndicat mixte ou OPSN', 'hosting', ['hosting', 'backup'], {
		aliases: [
			'Adico',
			'Alpi',
			'ATD24',
			'e-Collectivités',
			'Gironde Numérique',
			'Mégalis',
			'Soluris',
			'SPL-Xdemat',
			'ARNia',
			'syndicat informatique',
		],
		licence: unchecked('public-service'),
		delivery: unchecked('saas'),
		hosting: unchecked('FR'),
		supplierKind: 'opsn',
		hostingKind: 'opsn',
	}),
	entry('cdg', 'Centre de gestion (CDG)', 'administration', ['payroll', 'training'], {
		aliases: ['CDG'],
		licence: unchecked('public-service'),
		hosting: unchecked('FR'),
		supplierKind: 'cdg',
	}),
	entry('windows', 'Windows 10 ou 11', 'security', ['office-work'], {
		licence: unchecked('proprietary-paid'),
		publisher: unchecked('Microsoft'),
		delivery: unchecked('desktop'),
		parent: unchecked('US'),
	}),
	...ANTIVIRUS,
	...(
		[
			['teamviewer', 'TeamViewer', 'DE'],
			['anydesk', 'AnyDesk', 'DE'],
			['rustdesk', 'RustDesk', null],
		] as const
	).map(([id, name, parent]) => entry(id, name, 'security', ['remote-help'], {
		aliases: ['téléassistance', 'prise en main à distance'],
		publisher: unchecked(name),
		parent: unchecked<string>(parent),
	})),
	entry('passwords-notebook', 'Carnet de mots de passe', 'security', ['passwords'], {
		aliases: ['carnet', 'cahier', 'papier'],
		delivery: fact('paper', OSINUM),
		hosting: null,
	}),
	entry('passwords-file', 'Fichier Word ou Excel de mots de passe', 'security', ['passwords'], {
		aliases: ['traitement de texte', 'tableur'],
		hosting: null,
	}),
	entry('passwords-online-document', 'Mots de passe dans un document en ligne', 'security', ['passwords'], { aliases: ['Google Docs'] }),
	entry('passwords-browser', 'Mots de passe dans le navigateur', 'security', ['passwords'], { aliases: ['Firefox', 'Chrome', 'Edge'] }),
	entry('keepassxc', 'KeePassXC', 'security', ['passwords'], { aliases: ['KeePass'], hosting: null }),
	entry('bitwarden', 'Bitwarden', 'security', ['passwords']),
	entry('dashlane', 'Dashlane', 'security', ['passwords']),
	entry('discussion-forum', 'Forum de l’Incubateur des territoires', 'administration', ['training'], {
		aliases: ['forum ANCT'],
		publisher: fact('ANCT', ARTICLE_2022),
		delivery: fact('saas', ARTICLE_2022),
		supplierKind: 'state',
	}),
]
