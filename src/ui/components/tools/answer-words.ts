// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Cost, Hosting, Supplier } from '../../../domain/inventory/model.ts'

import { formatEuros, t } from '../../../platform/l10n.ts'
import { countryLabel, hostingKindLabel, knowledgeLabel, periodOptions } from '../../words/choices.ts'

const SEPARATOR = ' · '

/** A supplier in one line: its name, and the country of its group when it is known. */
export function supplierAnswer({ name, parentCountry = 'unknown' }: Supplier): string {
	const group = parentCountry === 'unknown' ? [] : [t('trousseau', 'group in: {country}', { country: countryLabel(parentCountry) })]
	return [name, ...group].join(SEPARATOR)
}

/** A place of data in one line: its kind, country and datacentre, and how sure they are. */
export function hostingAnswer({ kind, countryStorage: country, datacentre, knowledge }: Hosting): string {
	return [
		kind === 'unknown' ? t('trousseau', 'kind of place unknown') : hostingKindLabel(kind),
		...country === undefined ? [] : [country === 'unknown' ? t('trousseau', 'country unknown') : countryLabel(country)],
		...datacentre === undefined ? [] : [datacentre],
		knowledgeLabel(knowledge),
	].join(SEPARATOR)
}

/** A cost in one line: its amount and how often it comes; empty when the amount is not known. */
export function costAnswer({ amountInclTax, period }: Cost): string {
	const words = periodOptions().find(({ value }) => value === period)?.label ?? ''
	return amountInclTax === undefined ? '' : `${formatEuros(amountInclTax)}${SEPARATOR}${words}`
}
