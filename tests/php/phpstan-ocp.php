<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/*
 * Checks lib/ against the true public API instead of our declarations:
 * OCP_PATH=<folder that holds OCP/> php vendor/bin/phpstan analyse -c tests/php/phpstan-ocp.php
 */
$ocp = getenv('OCP_PATH');
if (!is_string($ocp) || !is_dir($ocp . '/OCP')) {
	throw new RuntimeException('OCP_PATH must name a folder that holds OCP/');
}

return [
	'includes' => [__DIR__ . '/../../vendor/phpstan/phpstan-strict-rules/rules.neon'],
	'parameters' => [
		'level' => 'max',
		'phpVersion' => 80100,
		'tmpDir' => __DIR__ . '/../../.phpstan/ocp',
		'paths' => [__DIR__ . '/../../lib'],
		'scanDirectories' => [$ocp . '/OCP'],
	],
];
