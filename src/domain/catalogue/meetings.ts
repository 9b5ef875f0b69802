// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CatalogueEntry } from './model.ts'

import { entry, stateService } from './build.ts'
import { ARTICLE_2022, BETA_GOUV, CALCOM_README, fact, SENAT_2025, SUITE_TERRITORIALE, unchecked } from './sources.ts'

/** Video meetings and instant messaging. */
export const MEETINGS: readonly CatalogueEntry[] = [
	entry('teams', 'Microsoft Teams', 'meetings', ['video-meetings', 'instant-messaging'], {
		aliases: ['MS Teams', 'visio', 'visioconférence'],
		publisher: fact('Microsoft', SENAT_2025),
		delivery: fact('saas', SENAT_2025),
		parent: fact('US', SENAT_2025),
		alternatives: ['visio', 'bigbluebutton', 'nextcloud'],
	}),
	...(
		[
			['zoom', 'Zoom', 'Zoom'],
			['webex', 'Webex', 'Cisco'],
			['google-meet', 'Google Meet', 'Google'],
		] as const
	).map(([id, name, publisher]) => entry(id, name, 'meetings', ['video-meetings'], {
		aliases: ['visioconférence'],
		publisher: unchecked(publisher),
		delivery: unchecked('saas'),
		parent: unchecked('US'),
		alternatives: ['visio', 'bigbluebutton', 'nextcloud'],
	})),
	entry('bigbluebutton', 'BigBlueButton', 'meetings', ['video-meetings'], {
		aliases: ['BBB'],
		licence: unchecked('libre'),
		hosting: null,
	}),
	entry('jitsi-meet', 'Jitsi Meet', 'meetings', ['video-meetings'], {
		licence: unchecked('libre'),
		publisher: unchecked('8x8'),
		hosting: null,
	}),
	stateService('visio', 'Visio (LaSuite)', 'meetings', ['video-meetings'], 'ANCT', SUITE_TERRITORIALE),
	stateService('webinaire', 'Webinaire de l’État', 'meetings', ['video-meetings'], 'DINUM', BETA_GOUV, {
		licence: unchecked('public-service'),
		publisher: unchecked('DINUM'),
		delivery: unchecked('saas'),
		parent: unchecked('FR'),
	}),
	stateService('audioconf', 'AudioConf', 'meetings', ['video-meetings'], 'DINUM', BETA_GOUV),
	stateService('tchap', 'Tchap', 'meetings', ['instant-messaging'], 'DINUM', BETA_GOUV, { alternatives: ['nextcloud'] }),
	entry('whatsapp', 'WhatsApp', 'meetings', ['instant-messaging'], {
		licence: unchecked('proprietary-free'),
		publisher: unchecked('Meta'),
		delivery: unchecked('saas'),
		parent: unchecked('US'),
		alternatives: ['tchap', 'signal'],
	}),
	entry('messenger', 'Messenger', 'meetings', ['instant-messaging'], {
		licence: unchecked('proprietary-free'),
		publisher: unchecked('Meta'),
		delivery: unchecked('saas'),
		parent: unchecked('US'),
		alternatives: ['tchap', 'signal'],
	}),
	entry('signal', 'Signal', 'meetings', ['instant-messaging'], {
		licence: unchecked('libre'),
		publisher: unchecked('Signal Foundation'),
		delivery: unchecked('saas'),
		hosting: unchecked('US'),
		parent: unchecked('US'),
		alternatives: ['tchap'],
	}),
]

/** Shared calendars, appointments and rooms. */
export const BOOKING: readonly CatalogueEntry[] = [
	entry('cal-com', 'cal.com', 'calendar', ['appointments', 'room-booking'], {
		licence: fact('proprietary-paid', CALCOM_README),
		publisher: fact('Cal.com', CALCOM_README),
		delivery: unchecked('saas'),
		parent: unchecked('US'),
		alternatives: ['espace-sur-demande', 'rdv-service-public'],
	}),
	entry('cal-diy', 'Cal.diy', 'calendar', ['appointments'], { licence: fact('libre', CALCOM_README), hosting: null }),
	stateService('espace-sur-demande', 'Espace sur Demande', 'calendar', ['room-booking'], 'ANCT', BETA_GOUV, {
		aliases: ['La salle sur demande', 'réservation de salle'],
	}),
	entry('resagenda', 'Res’Agenda', 'calendar', ['room-booking', 'calendar'], {
		aliases: ['ResAgenda', 'réservation de salle'],
		licence: fact('proprietary-paid', ARTICLE_2022),
		alternatives: ['espace-sur-demande'],
	}),
	stateService('rdv-service-public', 'RDV Service Public', 'calendar', ['appointments'], 'ANCT', BETA_GOUV, { aliases: ['rendez-vous'] }),
	entry('campagnol-rooms', 'Réservation de salle de Campagnol', 'calendar', ['room-booking'], {
		parent: unchecked('FR'),
		alternatives: ['espace-sur-demande'],
	}),
	entry('doodle', 'Doodle', 'calendar', ['forms', 'calendar'], {
		licence: unchecked('proprietary-free'),
		publisher: unchecked('TX Group'),
		delivery: unchecked('saas'),
		parent: unchecked('CH'),
		alternatives: ['framadate'],
	}),
	entry('framadate', 'Framadate', 'calendar', ['forms', 'calendar'], {
		licence: unchecked('libre'),
		publisher: unchecked('Framasoft'),
		delivery: unchecked('saas'),
		parent: unchecked('FR'),
		supplierKind: 'association',
	}),
]
