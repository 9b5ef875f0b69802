// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FamilyId } from '../../domain/catalogue/families.ts'

/** Names of the families of the catalogue. */
export const FAMILY_LABELS: Readonly<Record<FamilyId, string>> = {
	finances: 'Finances',
	'civil-registry': 'État civil',
	'urban-planning': 'Urbanisme et cartes',
	email: 'Messagerie',
	office: 'Bureautique et fichiers',
	website: 'Site et information',
	calendar: 'Agenda et salles',
	meetings: 'Visioconférence et discussion',
	'field-services': 'Services techniques',
	administration: 'Courrier, actes et vie sociale',
	'state-portals': 'Portails de l’État',
	hosting: 'Hébergement et matériel',
	security: 'Sécurité et mots de passe',
}
