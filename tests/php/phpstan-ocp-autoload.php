<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

spl_autoload_register(static function (string $class): void {
	$file = getenv('OCP_PATH') . '/' . str_replace('\\', '/', $class) . '.php';
	if (str_starts_with($class, 'OCP\\') && is_file($file)) {
		require_once $file;
	}
}, true, true);
