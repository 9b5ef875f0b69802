// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { EmergencyContact } from '../../domain/inventory/usages.ts'

/** Whom the emergency sheet lists. */
const CONTACTS: Readonly<Record<EmergencyContact, string>> = {
	'it-provider': 'Prestataire informatique',
	host: 'Hébergeur',
	bank: 'Banque',
	'17cyber': '17Cyber',
	csirt: 'Centre de réponse aux incidents de la région',
	gendarmerie: 'Gendarmerie',
	dpo: 'Délégué à la protection des données',
	insurer: 'Assurance',
}

/** Criteria of the RPNT, as the State publishes them for each commune. */
const CRITERIA: Readonly<Record<string, string>> = {
	1.1: 'Site déclaré sur Service-Public',
	1.2: 'Extension du nom de domaine',
	1.3: 'Site joignable',
	1.4: 'Connexion chiffrée',
	1.5: 'Certificat valable',
	1.6: 'Pas de renvoi vers un site non officiel',
	1.7: 'Renvois habituels',
	1.8: 'Adresse déclarée chiffrée',
	2.1: 'Adresse déclarée sur Service-Public',
	2.2: 'Domaine propre à la commune',
	2.3: 'Même domaine que le site',
	2.4: 'Serveur de messagerie déclaré (MX)',
	2.5: 'Protection SPF',
	2.6: 'Protection DMARC',
	2.7: 'Protection DMARC appliquée',
	2.8: 'Serveur de messagerie dans l’Union européenne',
}

/** Points on which the commune itself is asked, by the id of the object in the diagnostic. */
export const COMMUNE_POINTS: Readonly<Record<string, string>> = {
	...CONTACTS,
	'emergency-sheet': 'Fiche d’urgence imprimée',
	...Object.fromEntries(Object.entries(CRITERIA).map(([id, text]) => [`rpnt-${id}`, text])),
	commune: 'La commune',
}
