<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The app mounts on #content, the element of Nextcloud's layout around this, and replaces what is printed here.
 *
 * @var \OCP\IL10N $l
 */
?>
<div class="icon-loading" role="status">
	<span class="hidden-visually"><?php p($l->t('Trousseau is opening…')); ?></span>
</div>
