// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Watch } from '../../platform/change-watch.ts'
import type { DavClient } from '../../platform/dav/client.ts'
import type { NotebookPlace } from '../../platform/dav/notebook-place.ts'

import { watchFolder } from '../../platform/change-watch.ts'
import { logAnd } from '../../platform/log.ts'

/** Callbacks of the folder watch. */
export interface FolderListeners {
	/** Others changed something below the folder. */
	readonly onChange: () => Promise<void>
	/** The line is back after a cut. */
	readonly onBack: () => void
	/** The folder was found elsewhere; reading and writing go on there. */
	readonly onMoved: (path: string) => void
	/** The folder is nowhere to be found, or is back in its place. */
	readonly onLost: (isLost: boolean) => void
}

/**
 * Watches the folder of a notebook for changes, and follows it where it goes. Not needed to show the first page, so
 * that it is loaded once the notebook is open.
 *
 * @return what ends it
 */
export function watchNotebookFolder(client: DavClient, place: NotebookPlace, followers: FolderListeners): () => void {
	const watchAt = (path: string): Watch => watchFolder({
		client,
		path,
		onChange: followers.onChange,
		onBack: followers.onBack,
		onError: ({ code }) => void (code === 'gone' && place.look().catch(logAnd('place.look', undefined))),
	})
	let watch = watchAt(place.path)
	let isOver = false
	place.onFound((whereabouts) => {
		if (isOver) {
			return
		}
		if (whereabouts === 'moved') {
			watch.stop()
			watch = watchAt(place.path)
			followers.onMoved(place.path)
		}
		followers.onLost(whereabouts === 'lost')
	})
	return () => {
		isOver = true
		watch.stop()
	}
}
