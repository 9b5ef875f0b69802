<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** What a server offers to templates: prints a text, escaped. */
function p(string $text): void {
	echo htmlspecialchars($text, ENT_QUOTES);
}
