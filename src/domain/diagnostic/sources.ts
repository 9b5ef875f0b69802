// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RuleSource } from './rule.ts'

/** The documents that rules come from, as the research read them. */
export const OSINUM: RuleSource = { title: 'Étude qualitative Osinum Territoires 2022', checkedOn: '2022-12-31' }
export function MON_SERVICE_SECURISE(measures: string): RuleSource {
	return {
		title: `MonServiceSécurisé (ANSSI), ${measures}`,
		checkedOn: '2026-08-20',
	}
}
export const MON_AIDE_CYBER: RuleSource = { title: 'MonAideCyber (ANSSI)', checkedOn: '2026-08-11' }
export function HYGIENE(measures: string): RuleSource {
	return {
		title: `Guide d’hygiène informatique (ANSSI), ${measures}`,
		checkedOn: '2026-08-08',
	}
}
export function CNIL_GUIDE(sheets: string): RuleSource {
	return {
		title: `Guide de la sécurité des données personnelles (CNIL), ${sheets}`,
		checkedOn: '2026-08-08',
	}
}
export const ANSSI_TPE: RuleSource = {
	title: 'La cybersécurité pour les TPE/PME en treize questions (ANSSI), question 5',
	checkedOn: '2026-08-20',
}
export const RPNT: RuleSource = { title: 'Référentiel RPNT (ANCT), critère 2.8', checkedOn: '2026-07-22' }
export const CLOUD_SOVEREIGNTY: RuleSource = {
	title: 'Cloud Sovereignty Framework v1.2.1 (Commission européenne), SOV-1 et SOV-2',
	checkedOn: '2026-08-08',
}
export const BAROMETER_2024: RuleSource = {
	title: 'Baromètre de la maturité cyber des collectivités, novembre 2024',
	checkedOn: '2026-08-20',
}
/** Documents of the other themes. */
export function GDPR(articles: string): RuleSource {
	return { title: `RGPD, ${articles}`, checkedOn: '2026-11-30' }
}
export const ARTICLE_2022: RuleSource = {
	title: '« Les petites collectivités locales face aux défis de la transformation numérique », 27 décembre 2022',
	checkedOn: '2022-12-27',
}
export function RPNT_CRITERIA(criteria: string): RuleSource {
	return { title: `Référentiel RPNT (ANCT), critères ${criteria}`, checkedOn: '2026-07-22' }
}
export const GLPI_RENEWALS: RuleSource = { title: 'Reconductions tacites et préavis, questions publiques de GLPI (23084, 15893)', checkedOn: '2026-08-20' }
export const IRN: RuleSource = { title: 'Indice de résilience numérique, critères quantitatifs', checkedOn: '2026-08-20' }
export const DORA_MODEL: RuleSource = { title: 'Registre des prestataires (DORA), modèle de CISO Assistant', checkedOn: '2026-08-08' }
export const DATA_ACT: RuleSource = { title: 'Règlement (UE) 2023/2854 sur les données, articles 23 à 25', checkedOn: '2026-11-30' }
export const FREE_TERRITORY: RuleSource = { title: 'Label Territoire numérique libre (ADULLACT)', checkedOn: '2026-08-20' }
export const DIGITAL_REPUBLIC: RuleSource = { title: 'Loi 2016-1321 pour une République numérique, article 16', checkedOn: '2026-08-20' }
export const CNIL_TERRITORIES: RuleSource = { title: 'Guide de sensibilisation au RGPD pour les collectivités (CNIL)', checkedOn: '2026-11-30' }
