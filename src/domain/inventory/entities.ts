// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import {
	answer,
	BOOKKEEPING,
	catalogueReference,
	choice,
	count,
	country,
	day,
	euros,
	facts,
	flag,
	insee,
	line,
	listed,
	longText,
	moment,
	openData,
	orFact,
	owner,
	reference,
	references,
	requiredAnswer,
	requiredName,
	subjects,
	sureness,
	webAddress,
	year,
	yesNo,
} from './fields.ts'

/**
 * The inventory's entities: the one place where a field is declared. The check of what is read and written
 * (`schema.ts`), the types (`model.ts`), the merge and the history follow from it; its words stand in
 * `src/ui/words/fields.ts`, without which it does not compile. The merge takes a name that ends in `At` for a time that
 * programs write, and keeps no value of it that loses: what a person types as a date is named `…On`.
 *
 * Identifiers are the field's terms in English. Absent means "not asked yet", `'unknown'` means "we were asked and do
 * not know". For the dates of an end (`endOn` of a person, `disabledOn`) absent is itself an answer: still here, still
 * active. Fields that this version does not know are kept as they are.
 */
export const ENTITIES = {
	/** The commune itself, alone in its collection under the id `commune`. */
	commune: {
		...BOOKKEEPING,
		name: requiredName,
		inseeCode: insee,
		population: openData(count),
		/** When the last backup of the notebook was taken away, as declared by its maker. */
		backupAt: moment,
		/** Display name of its maker. */
		backupBy: line,
	},
	/** A tool or service that the commune uses. A name is enough. */
	tools: {
		...BOOKKEEPING,
		name: requiredName,
		catalogueId: catalogueReference,
		/** Ids of `USAGES`. */
		usageIds: orFact(listed('usages')),
		supplierId: orFact(reference),
		licenceKind: answer('libre', 'proprietary-paid', 'proprietary-free', 'public-service'),
		delivery: answer('saas', 'desktop', 'local-server', 'nas', 'paper'),
		status: choice('used', 'trial', 'abandoned', 'to-stop'),
		imposedBy: answer('chosen', 'state', 'epci', 'supplier', 'correspondent'),
		criticality: answer('essential', 'useful', 'minor'),
		/** Ids of `DATA_CATEGORIES`; an empty list means "no data". */
		dataCategories: listed('data-categories'),
		hostingId: orFact(reference),
		/** Persons who use it. */
		userIds: orFact(references),
		usersCount: count,
		/** "Je ne sais pas" said of who uses it. */
		usersUnknown: flag,
		/** Is what it holds copied elsewhere? Details in `backups`. */
		backedUp: yesNo,
		/** The website or portal, for people without vault access. Never used to open a site for a secret. */
		url: webAddress,
		note: longText,
		/** When somebody last looked at this sheet. */
		reviewedOn: day,
		facts,
	},
	/** An account on a tool. Its login and password are in the vault, never here. */
	accounts: {
		...BOOKKEEPING,
		toolId: owner,
		label: requiredName,
		kind: answer('personal', 'shared', 'admin', 'technical', 'certificate'),
		holderIds: references,
		/** Where the password is kept today. */
		vaultState: answer('vault', 'notebook', 'word-file', 'online-document', 'browser', 'memory'),
		mfa: answer('none', 'sms', 'app', 'key', 'certificate'),
		recoveryKind: answer('commune', 'personal', 'supplier'),
		createdOn: day,
		/** Last change of the password. */
		rotatedOn: day,
		disabledOn: day,
	},
	/** A place where data is kept. */
	hostings: {
		...BOOKKEEPING,
		label: requiredName,
		kind: answer('town-hall-server', 'nas', 'workstation', 'saas', 'host', 'opsn', 'epci', 'state', 'person'),
		operatorSupplierId: orFact(reference),
		countryStorage: country,
		countryProcessing: country,
		datacentre: line,
		knowledge: sureness,
		facts,
	},
	/** A company, public body, association or person that provides something. */
	suppliers: {
		...BOOKKEEPING,
		name: requiredName,
		kind: answer('publisher', 'host', 'it-services', 'integrator', 'opsn', 'cdg', 'epci', 'state', 'association', 'volunteer'),
		country,
		parentName: line,
		/** Country of the ultimate parent; what makes a foreign law reach the operator. */
		parentCountry: country,
		contact: longText,
		supportPhone: line,
		facts,
	},
	/** A cost of a tool. One record for each line of invoice or estimate. */
	costs: {
		...BOOKKEEPING,
		toolId: owner,
		/** Euros with tax for one `period`. Absent when the certainty is `unknown`. */
		amountInclTax: euros,
		period: choice('once', 'monthly', 'quarterly', 'yearly'),
		certainty: requiredAnswer('invoice', 'quote', 'estimate'),
		year,
	},
	/** Somebody who works for or with the commune. */
	persons: {
		...BOOKKEEPING,
		displayName: requiredName,
		function: line,
		kind: answer('agent', 'elected', 'external'),
		startOn: day,
		/** Departure. */
		endOn: day,
	},
	/** A copy of the commune's data. */
	backups: {
		...BOOKKEEPING,
		label: requiredName,
		/** Tools covered. */
		toolIds: subjects,
		frequency: answer('daily', 'weekly', 'monthly', 'rarely'),
		offlineCopy: yesNo,
		offsite: yesNo,
		lastRestoreTestOn: day,
		/** The holder, who can reach it. */
		holderKind: answer('commune', 'supplier', 'volunteer'),
	},
	/** An Internet domain name of the commune. */
	domains: {
		...BOOKKEEPING,
		name: requiredName,
		registrantKind: answer('commune', 'supplier', 'volunteer'),
		expiresOn: day,
	},
	/** An agreement with a supplier; `endOn` answers "until when". */
	contracts: {
		...BOOKKEEPING,
		/** Tools covered. */
		toolIds: subjects,
		supplierId: reference,
		reference: line,
		object: line,
		startOn: day,
		/** Last day of the current term. */
		endOn: day,
		renewal: answer('none', 'tacit', 'express'),
		note: longText,
	},
}
