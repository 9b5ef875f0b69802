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
	length,
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
	words,
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
		/** Names of collections of which the commune has nothing (no backup, no equipment…): otherwise an empty one is not known. */
		noneOf: words,
		/** Data protection officer: somebody of the mairie, one shared with others, nobody. */
		dpo: answer('internal', 'shared', 'none'),
		dpoDesignatedOn: day,
		/** Number of the designation at the CNIL. */
		dpoNumber: line,
		/** Is somebody in charge of digital matters? */
		digitalLead: yesNo,
		digitalLeadPersonId: reference,
		/** Is there a charter on the use of digital tools? Who signed it: `persons`. */
		charter: yesNo,
		/** Ids of `EMERGENCY_CONTACTS` that are written down. */
		emergencyContacts: words,
		/** When the emergency sheet was printed. */
		emergencySheetOn: day,
		sharedCalendar: yesNo,
		/** How files are shared most of the time. */
		fileSharing: answer('link', 'folder', 'attachment', 'paper'),
		/** Criteria of the RPNT, such as `1.4`; one in neither list was not measured. */
		rpntPassed: openData(words),
		rpntFailed: openData(words),
		rpntCheckedOn: openData(day),
		/** Is the mail domain one that the OPSN or CDG hands out? */
		opsnDomain: yesNo,
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
		/** Backup that the supplier of an online service commits to. */
		supplierBackup: yesNo,
		/** Can each person have an account of their own? */
		namedAccounts: yesNo,
		/** Does the tool offer a second proof? Absent: as if it did. */
		secondFactorOffered: yesNo,
		/** Does the commune organise, or only join? Of meetings. */
		role: answer('own', 'guest'),
		satisfaction: answer('bad', 'poor', 'fair', 'good'),
		/** Was at least one user trained? `trainings` say it too. */
		trained: yesNo,
		/** Is there a note of half a page on how it is used here? */
		useNote: yesNo,
		/** Licences bought. */
		unitsBought: count,
		exportTestedOn: day,
		openFormat: yesNo,
		/** Is another tool known that could take its place? */
		alternativeKnown: yesNo,
		adsOrTrackers: yesNo,
		lifecycle: answer('active', 'closing', 'closed', 'end-of-life', 'taken-over'),
		endOfSupportOn: day,
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
		/** Can somebody else open it in an emergency? */
		emergencyAccess: yesNo,
		/** When its holders and its use were last looked at. */
		reviewedOn: day,
		/** Of a certificate or an agent card. */
		credentialExpiresOn: day,
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
		/** Those below who hold readable data. */
		subprocessorIds: orFact(references),
		/** Legal basis of a transfer outside the Union. */
		transferMechanism: answer('clauses', 'binding-rules', 'listed', 'none'),
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
		/** Agreement on personal data: signed, in the terms of use, none. */
		dpa: answer('signed', 'terms', 'none'),
		/** Can it take control of a computer from afar? How is in the vault. */
		remoteAccess: yesNo,
		/** On demand only, and recorded. */
		remoteAccessControlled: yesNo,
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
		workMailbox: yesNo,
		/** A personal address used for the mairie. */
		usesPersonalAddress: yesNo,
		hasWorkDevice: yesNo,
		/** A personal device used for the mairie: counted, never inspected. */
		usesPersonalDevice: yesNo,
		/** Last session on digital risks. */
		awarenessOn: day,
		charterSignedOn: day,
		/** The company of a person from outside. */
		supplierId: reference,
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
		autoRenew: yesNo,
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
		/** The length of the first term; of each later one; of the notice. Dates: `contracts/`. */
		initialTerm: length,
		renewalTerm: length,
		notice: length,
		terminatedOn: day,
		noticeGivenOn: day,
		maxRenewals: count,
		/** Without a last day. */
		indefinite: yesNo,
		/** When somebody last decided to keep or to leave it. */
		decidedOn: day,
		securityClause: yesNo,
		/** Where the data is. */
		locationClause: yesNo,
		/** The data is given back at the end. */
		returnClause: yesNo,
		note: longText,
	},
	/** A computer, a telephone, a server… */
	equipments: {
		...BOOKKEEPING,
		label: requiredName,
		kind: answer('desktop', 'laptop', 'tablet', 'phone', 'server', 'nas', 'printer', 'box', 'other'),
		/** Personal ones are counted, never judged. */
		ownership: answer('commune', 'rented', 'lent', 'personal'),
		/** The person who has it. */
		assignedTo: reference,
		os: answer('windows-11', 'windows-10', 'windows-older', 'macos', 'linux', 'other'),
		/** Last day of the system's updates. */
		osSupportUntil: day,
		/** Last day of paid updates. */
		extendedSupportUntil: day,
		autoUpdate: yesNo,
		antivirus: yesNo,
		firewall: yesNo,
		/** Is it used every day with an administrator's account? */
		dailyAdmin: yesNo,
		diskEncrypted: yesNo,
		holdsCommuneData: yesNo,
		autoLock: yesNo,
		/** Behind a locked door or in a locked cupboard; details in the vault. */
		physicallyProtected: yesNo,
		boughtOn: day,
		disposedOn: day,
		/** Wiped before it went. */
		wiped: yesNo,
		reconditioned: yesNo,
	},
	/** A training that was held. */
	trainings: {
		...BOOKKEEPING,
		label: requiredName,
		/** Tools that it was about. */
		toolIds: subjects,
		personIds: references,
		heldOn: day,
	},
	/** A processing of personal data, as article 30 of the GDPR asks to list them. */
	processings: {
		...BOOKKEEPING,
		name: requiredName,
		toolIds: subjects,
		note: longText,
	},
}
