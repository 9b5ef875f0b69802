// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FactKnowledge, ToolFact } from '../../domain/inventory/knowledge.ts'
import type { Knowledge } from '../../domain/inventory/model.ts'

/** How sure a fact is. */
export const KNOWLEDGE_LABELS: Readonly<Record<Knowledge, string>> = {
	proven: 'prouvé',
	declared: 'déclaré',
	supposed: 'supposé',
	unknown: 'inconnu',
}

/** The six first questions on a tool. */
export const TOOL_FACT_QUESTIONS: Readonly<Record<ToolFact, string>> = {
	usage: 'À quoi sert-il ?',
	publisher: 'Qui l’édite ?',
	hosting: 'Où sont les données ?',
	cost: 'Combien coûte-t-il par an ?',
	until: 'Jusqu’à quand ?',
	users: 'Qui s’en sert ?',
}

/** What is known of a fact. */
export const FACT_STATE_LABELS: Readonly<Record<FactKnowledge['state'], string>> = {
	known: 'connu',
	unknown: 'je ne sais pas',
	'not-asked': 'pas encore demandé',
}
