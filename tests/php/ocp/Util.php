<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP;

/** Keeps what was asked for, where a server would print tags into the page. */
class Util {
	/** @var list<string> "app/file" */
	public static array $scripts = [];

	/** @var list<string> "app/file" */
	public static array $styles = [];

	public static function addScript(string $application, ?string $file = null, string $afterAppId = 'core', bool $prepend = false): void {
		self::$scripts[] = $application . '/' . $file;
	}

	public static function addStyle(string $application, ?string $file = null, bool $prepend = false): void {
		self::$styles[] = $application . '/' . $file;
	}
}
