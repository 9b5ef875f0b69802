// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** The parts of a notebook that distinguish it in a list. */
export interface Labelled {
	readonly communeName: string
	readonly insee: string
	readonly ownerName: string
	readonly path: string
}

/**
 * The name of a commune, with what tells it from the others of that name: its INSEE code, else the account that keeps
 * it, else its folder.
 *
 * @param notebook - one of `all`
 * @param all - the list that it stands in
 */
export function notebookLabel(notebook: Labelled, all: readonly Labelled[]): string {
	const namesakes = all.filter((other) => other !== notebook && other.communeName === notebook.communeName)
	if (namesakes.length === 0) {
		return notebook.communeName
	}
	const tells = ([({ insee }) => insee, ({ ownerName }) => ownerName, ({ path }) => path] satisfies ((each: Labelled) => string)[])
		.find((read) => read(notebook) !== '' && namesakes.every((other) => read(other) !== read(notebook)))
	return tells === undefined ? notebook.communeName : `${notebook.communeName} (${tells(notebook)})`
}
