// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Account, Cost, Tool } from '../../src/domain/inventory/model.ts'
import { DEMO_DAY } from './commune.ts'

const REVIEWED = { reviewedOn: DEMO_DAY, status: 'used' } as const

/** Twenty tools, all among those that the two studies behind the project name. What is said of their use is part of the example. */
export const TOOLS: Record<string, Tool> = {
	cosoluce: { ...REVIEWED, name: 'Cosoluce', usageIds: ['accounting', 'payroll', 'civil-registry'], supplierId: 'cosoluce', licenceKind: 'proprietary-paid', delivery: 'unknown', imposedBy: 'chosen', criticality: 'essential', dataCategories: ['finance', 'staff', 'civil-registry'], hostingId: 'inconnu', userIds: ['secretaire', 'maire'], backedUp: 'unknown', note: 'Maintenance assurée par le centre de gestion.' },
	'ovh-courriel': { ...REVIEWED, name: 'Messagerie OVHcloud', usageIds: ['email'], supplierId: 'ovh', licenceKind: 'proprietary-paid', delivery: 'saas', imposedBy: 'chosen', criticality: 'essential', dataCategories: ['identity'], hostingId: 'ovh-mutualise', userIds: ['secretaire', 'maire'], backedUp: 'no' },
	gmail: { ...REVIEWED, name: 'Gmail', usageIds: ['email'], supplierId: 'google', licenceKind: 'proprietary-free', delivery: 'saas', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['identity'], hostingId: 'google-en-ligne', userIds: ['adjoint', 'agent-technique'], backedUp: 'no', note: 'Adresses personnelles des élus.' },
	'google-agenda': { ...REVIEWED, name: 'Google Agenda', usageIds: ['calendar', 'room-booking'], supplierId: 'google', licenceKind: 'proprietary-free', delivery: 'saas', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['identity'], hostingId: 'google-en-ligne', userIds: ['secretaire', 'maire', 'adjoint'], backedUp: 'no' },
	'google-drive': { ...REVIEWED, name: 'Google Drive', usageIds: ['file-sharing', 'co-editing'], supplierId: 'google', licenceKind: 'proprietary-free', delivery: 'saas', status: 'to-stop', criticality: 'useful', dataCategories: ['identity', 'minors'], hostingId: 'google-en-ligne', userIds: ['secretaire', 'adjoint'], backedUp: 'unknown', note: 'Contient la liste des mots de passe de la cantine, à reprendre dans Trousseau.' },
	framagenda: { ...REVIEWED, name: 'Framagenda', usageIds: ['calendar'], supplierId: 'framasoft', licenceKind: 'libre', delivery: 'saas', status: 'trial', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['identity'], hostingId: 'framasoft-en-ligne', userIds: ['secretaire'] },
	canva: { ...REVIEWED, name: 'Canva', usageIds: ['publications'], supplierId: 'canva', licenceKind: 'proprietary-free', delivery: 'saas', imposedBy: 'chosen', criticality: 'minor', dataCategories: ['public'], hostingId: 'canva-en-ligne', userIds: ['secretaire', 'ancienne-secretaire'], backedUp: 'no' },
	opencimetiere: { ...REVIEWED, name: 'openCimetière', usageIds: ['cemetery'], licenceKind: 'libre', delivery: 'saas', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['civil-registry', 'identity'], hostingId: 'syndicat-mixte', supplierId: 'syndicat', userIds: ['secretaire'], backedUp: 'yes' },
	teams: { ...REVIEWED, name: 'Microsoft Teams', usageIds: ['video-meetings'], supplierId: 'microsoft', licenceKind: 'proprietary-free', delivery: 'saas', imposedBy: 'correspondent', criticality: 'minor', dataCategories: [], hostingId: 'microsoft-en-ligne', userIds: ['maire', 'secretaire'] },
	office: { ...REVIEWED, name: 'Microsoft Office', usageIds: ['office-work', 'note-taking'], supplierId: 'microsoft', licenceKind: 'proprietary-paid', delivery: 'desktop', criticality: 'essential', dataCategories: ['identity', 'finance'], hostingId: 'poste-secretariat', userIds: ['secretaire'], backedUp: 'unknown' },
	libreoffice: { ...REVIEWED, name: 'LibreOffice', usageIds: ['office-work'], supplierId: 'document-foundation', licenceKind: 'libre', delivery: 'desktop', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['public'], hostingId: 'poste-secretariat', userIds: ['maire'] },
	thunderbird: { ...REVIEWED, name: 'Thunderbird', usageIds: ['email'], licenceKind: 'libre', delivery: 'desktop', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['identity'], hostingId: 'poste-secretariat', userIds: ['secretaire'], backedUp: 'no' },
	nextcloud: { ...REVIEWED, name: 'Nextcloud du syndicat mixte', usageIds: ['file-sharing', 'calendar', 'passwords'], supplierId: 'syndicat', licenceKind: 'libre', delivery: 'saas', imposedBy: 'chosen', criticality: 'essential', dataCategories: ['identity', 'finance'], hostingId: 'syndicat-mixte', userIds: ['secretaire', 'maire', 'adjoint'], backedUp: 'yes' },
	nas: { ...REVIEWED, name: 'Serveur NAS', usageIds: ['file-sharing', 'backup'], supplierId: 'depanneur', licenceKind: 'proprietary-paid', delivery: 'nas', imposedBy: 'supplier', criticality: 'essential', dataCategories: ['civil-registry', 'finance', 'archives'], hostingId: 'nas-mairie', userIds: ['secretaire'], backedUp: 'yes' },
	'serveur-fichiers': { ...REVIEWED, name: 'Serveur de fichiers de la mairie', usageIds: ['file-sharing', 'archiving'], supplierId: 'depanneur', delivery: 'local-server', imposedBy: 'supplier', criticality: 'essential', dataCategories: ['civil-registry', 'finance', 'staff'], hostingId: 'serveur-mairie', userIds: ['secretaire', 'maire'], backedUp: 'yes' },
	campagnol: { ...REVIEWED, name: 'Campagnol.fr', usageIds: ['website', 'room-booking'], licenceKind: 'unknown', delivery: 'saas', imposedBy: 'chosen', criticality: 'useful', dataCategories: ['public', 'identity'], hostingId: 'inconnu', userIds: ['adjoint'], backedUp: 'unknown' },
	betterstreet: { ...REVIEWED, name: 'BetterStreet', usageIds: ['issue-reports', 'field-work'], supplierId: 'betterstreet', licenceKind: 'proprietary-paid', delivery: 'saas', status: 'abandoned', criticality: 'minor', hostingId: 'inconnu', userIds: ['agent-technique'] },
	'res-agenda': { ...REVIEWED, name: 'Res’Agenda', usageIds: ['room-booking'], licenceKind: 'unknown', delivery: 'saas', status: 'trial', criticality: 'minor', usersUnknown: true },
	'pix-territoires': { ...REVIEWED, name: 'Pix Territoires', usageIds: ['training'], licenceKind: 'public-service', delivery: 'saas', imposedBy: 'chosen', criticality: 'minor', dataCategories: ['staff'], userIds: ['secretaire'] },
	sys1: { name: 'Sys1', usageIds: ['hosting'], licenceKind: 'unknown', delivery: 'unknown', hostingId: 'inconnu', usersUnknown: true, note: 'Cité sur une facture : à demander au prestataire.' },
}

/** Logins and passwords are not here: they belong in the vault, which the example does not have yet. */
export const ACCOUNTS: Record<string, Account> = {
	'cosoluce-secretariat': { toolId: 'cosoluce', label: 'Secrétariat', kind: 'shared', holderIds: ['secretaire', 'ancienne-secretaire'], vaultState: 'notebook', mfa: 'none', recoveryKind: 'unknown' },
	'ovh-gestion': { toolId: 'ovh-courriel', label: 'Gestion du domaine et des adresses', kind: 'admin', holderIds: ['prestataire'], vaultState: 'unknown', mfa: 'unknown', recoveryKind: 'supplier' },
	'ovh-mairie': { toolId: 'ovh-courriel', label: 'Adresse de la mairie', kind: 'shared', holderIds: ['secretaire', 'maire'], vaultState: 'browser', mfa: 'none', recoveryKind: 'commune', rotatedOn: '2024-02-05' },
	'google-mairie': { toolId: 'google-agenda', label: 'Compte Google de la mairie', kind: 'shared', holderIds: ['secretaire', 'adjoint', 'ancienne-secretaire'], vaultState: 'word-file', mfa: 'sms', recoveryKind: 'personal' },
	'google-cantine': { toolId: 'google-drive', label: 'Dossier de la cantine', kind: 'shared', holderIds: ['secretaire'], vaultState: 'online-document', mfa: 'none', recoveryKind: 'personal' },
	'canva-mairie': { toolId: 'canva', label: 'Bulletin municipal', kind: 'shared', holderIds: ['ancienne-secretaire'], vaultState: 'memory', mfa: 'none', recoveryKind: 'personal' },
	'nextcloud-secretaire': { toolId: 'nextcloud', label: 'Compte de la secrétaire', kind: 'personal', holderIds: ['secretaire'], vaultState: 'memory', mfa: 'app', recoveryKind: 'supplier' },
	'nas-administration': { toolId: 'nas', label: 'Administration', kind: 'admin', holderIds: ['prestataire'], vaultState: 'unknown', mfa: 'unknown', recoveryKind: 'unknown' },
	'serveur-administration': { toolId: 'serveur-fichiers', label: 'Administrateur du serveur', kind: 'admin', holderIds: ['prestataire', 'secretaire'], vaultState: 'notebook', mfa: 'none', recoveryKind: 'unknown' },
	'campagnol-redaction': { toolId: 'campagnol', label: 'Rédaction du site', kind: 'shared', holderIds: ['adjoint'], vaultState: 'browser', mfa: 'none', recoveryKind: 'personal' },
	'pix-secretaire': { toolId: 'pix-territoires', label: 'Compte de la secrétaire', kind: 'personal', holderIds: ['secretaire'], vaultState: 'browser', mfa: 'none', recoveryKind: 'commune' },
}

/** Amounts of the example, not prices of anybody. */
export const COSTS: Record<string, Cost> = {
	'cosoluce-2026': { toolId: 'cosoluce', amountInclTax: 1000, period: 'yearly', certainty: 'invoice', year: 2026 },
	'ovh-2026': { toolId: 'ovh-courriel', amountInclTax: 60, period: 'yearly', certainty: 'invoice', year: 2026 },
	'office-2026': { toolId: 'office', amountInclTax: 100, period: 'yearly', certainty: 'estimate', year: 2026 },
	'nextcloud-2026': { toolId: 'nextcloud', amountInclTax: 200, period: 'yearly', certainty: 'invoice', year: 2026 },
	'campagnol-2026': { toolId: 'campagnol', amountInclTax: 200, period: 'yearly', certainty: 'estimate', year: 2026 },
	'nas-achat': { toolId: 'nas', amountInclTax: 500, period: 'once', certainty: 'estimate', year: 2023 },
	'betterstreet-2026': { toolId: 'betterstreet', certainty: 'unknown' },
	'sys1-2026': { toolId: 'sys1', certainty: 'unknown' },
	'gmail-2026': { toolId: 'gmail', amountInclTax: 0, period: 'yearly', certainty: 'invoice', year: 2026 },
	'libreoffice-2026': { toolId: 'libreoffice', amountInclTax: 0, period: 'yearly', certainty: 'invoice', year: 2026 },
}
